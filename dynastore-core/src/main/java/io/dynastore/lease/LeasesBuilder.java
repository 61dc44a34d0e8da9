package io.dynastore.lease;

import io.dynastore.Codec;
import io.dynastore.Partition;
import io.dynastore.internal.ItemAccess;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Configures {@link Leases}. Not thread-safe. */
public final class LeasesBuilder {
    private final Partition<AttributeValue> partition;
    private final ItemAccess items;
    private Duration duration = Duration.ofSeconds(30);
    private boolean renewed = true;
    private String holder = ManagementFactory.getRuntimeMXBean().getName();
    private Duration clockSkew = Duration.ofSeconds(5);
    private boolean takeoverByDeadline = true;
    private Duration pollInterval = Duration.ofSeconds(2);
    private Duration retention = Duration.ofDays(1);
    private final List<LeaseListener> listeners = new ArrayList<>();
    private @Nullable Timing timing;

    LeasesBuilder(Partition<?> partition) {
        Partition<AttributeValue> attributes = partition.as(Codec.attribute());
        if (!(attributes instanceof ItemAccess access)) {
            throw new IllegalArgumentException(partition + " is not of a DynaStore.");
        }
        this.partition = attributes;
        this.items = access;
    }

    /**
     * Sets how long leases last that do not say.
     *
     * @param duration 100 ms to 365 days; 30 s by default
     * @return this
     * @throws IllegalArgumentException if it is too short or too long
     */
    public LeasesBuilder duration(Duration duration) {
        this.duration = LeaseOptions.checkDuration(duration);
        return this;
    }

    /**
     * Sets whether leases are renewed by themselves, every third of their duration.
     *
     * @param renewal true by default; false where no thread runs between calls, as in a lambda
     * @return this
     */
    public LeasesBuilder renewal(boolean renewal) {
        this.renewed = renewal;
        return this;
    }

    /**
     * Sets who this process is, for those who look at its leases.
     *
     * @param holder any text; by default the process id and the machine's name
     * @return this
     */
    public LeasesBuilder holder(String holder) {
        this.holder = Objects.requireNonNull(holder, "holder");
        return this;
    }

    /**
     * Sets by how much the wall clocks of two machines may differ. A lease whose written deadline is past by more is
     * taken over at once. If they differ by more, a lease may be taken over from a holder who believes to have it.
     *
     * @param clockSkew zero or more; 5 s by default
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public LeasesBuilder clockSkew(Duration clockSkew) {
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException("The bound on clock skew is negative: " + clockSkew);
        }
        this.clockSkew = clockSkew;
        return this;
    }

    /**
     * Sets whether written deadlines count at all. Without them no two wall clocks are compared, and a process has to
     * watch a dead lease for as long as it lasts before it takes it over.
     *
     * @param takeoverByDeadline true by default
     * @return this
     */
    public LeasesBuilder takeoverByDeadline(boolean takeoverByDeadline) {
        this.takeoverByDeadline = takeoverByDeadline;
        return this;
    }

    /**
     * Sets the longest pause between two looks at a lease that is waited for. Pauses begin at 1.5 s, or at this if it is
     * shorter, double up to this, and are up to half shorter by chance.
     *
     * @param pollInterval more than zero; 2 s by default
     * @return this
     * @throws IllegalArgumentException if it is zero or negative
     */
    public LeasesBuilder pollInterval(Duration pollInterval) {
        if (pollInterval.isNegative() || pollInterval.isZero()) {
            throw new IllegalArgumentException("The poll interval must be positive, but is " + pollInterval);
        }
        this.pollInterval = pollInterval;
        return this;
    }

    /**
     * Sets how long the item of a lease is kept after its release or deadline. As long as it is kept, tokens count on;
     * after that they begin at the wall clock's milliseconds, which is higher as long as the clocks do not differ by as
     * much as this.
     *
     * @param retention at least a minute; a day by default
     * @return this
     * @throws IllegalArgumentException if it is shorter
     */
    public LeasesBuilder retention(Duration retention) {
        if (retention.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("The retention must be a minute or more, but is " + retention);
        }
        this.retention = retention;
        return this;
    }

    /**
     * Adds a listener, which is told of every lease that is acquired here and of its end. Of several, the first is told
     * first.
     *
     * @param listener the listener
     * @return this
     */
    public LeasesBuilder listener(LeaseListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Sets where time comes from, for tests: the clocks of the leases, their renewal, their deadlines and waiting.
     *
     * @param timing the time, for these leases alone, which close it; real time by default, with the wall clock of the
     *     {@link io.dynastore.DynaStore}
     * @return this
     */
    public LeasesBuilder timing(Timing timing) {
        this.timing = Objects.requireNonNull(timing, "timing");
        return this;
    }

    /**
     * Creates the leases. Nothing is sent, and no thread is started before there is a lease to renew.
     *
     * @return the leases
     */
    public Leases build() {
        LeaseSettings settings =
                new LeaseSettings(duration, renewed, holder, clockSkew, takeoverByDeadline, pollInterval, retention);
        Timing time = timing == null ? new SystemTiming(items.clock()) : timing;
        return new DefaultLeases(new LeaseCalls(partition, items, settings, time), new LeaseListeners(listeners));
    }
}
