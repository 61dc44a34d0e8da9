package io.dynastore.lease;

import io.dynastore.Codec;
import io.dynastore.Partition;
import io.dynastore.internal.Durations;
import io.dynastore.internal.ItemAccess;
import io.dynastore.internal.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Configures {@link Leases}. Not thread-safe. */
public final class LeasesBuilder {
    private final Partition<AttributeValue> partition;
    private final ItemAccess items;
    private Duration duration = Duration.ofSeconds(30);
    private boolean renewed = true;
    private UnaryOperator<String> holder = process -> process;
    private Duration clockSkew = Duration.ofSeconds(5);
    private boolean takeoverByDeadline = true;
    private Duration pollInterval = Duration.ofSeconds(2);
    private Duration retention = Duration.ofDays(1);
    private double expiryWarning = 1.0 / 3;
    private int maxConcurrentRequests = 50;
    private boolean withoutThreads;
    private final List<LeaseListener> listeners = new ArrayList<>();
    private @Nullable Timing timing;

    LeasesBuilder(Partition<?> partition) {
        Partition<AttributeValue> attributes = partition.as(Codec.attribute());
        this.partition = attributes;
        this.items = LeaseClient.itemsOf(attributes);
    }

    /**
     * Sets the duration of leases whose options do not set another.
     *
     * @param duration 100 ms to 365 days; 30 s by default
     * @return this
     * @throws IllegalArgumentException if the duration is too short or too long
     */
    public LeasesBuilder duration(Duration duration) {
        this.duration = LeaseOptions.checkDuration(duration);
        return this;
    }

    /**
     * Sets whether leases are renewed automatically, in every third of their duration.
     *
     * @param renewal true by default; use false where no thread runs between calls, as in a Lambda function
     * @return this
     */
    public LeasesBuilder renewal(boolean renewal) {
        this.renewed = renewal;
        return this;
    }

    /**
     * Sets the text that leases show as their holder unless their options set another.
     *
     * @param holder any text; by default the process id and the machine's name
     * @return this
     * @throws IllegalArgumentException if it is not valid Unicode
     */
    public LeasesBuilder holder(String holder) {
        String text = Texts.requireUnicode("holder of the leases", holder);
        return holder(process -> text);
    }

    /**
     * Sets how the text that leases show as their holder is made from the name of the process. It is made when it is first used,
     * and again after a snapshot of the process was restored, with another name; see {@link Leases#afterRestore()}.
     *
     * @param ofProcess takes the process id and the machine's name, and after a restore also a random id
     * @return this
     */
    public LeasesBuilder holder(UnaryOperator<String> ofProcess) {
        this.holder = Objects.requireNonNull(ofProcess, "ofProcess");
        return this;
    }

    /**
     * Starts no thread, for functions, in which no thread runs between two invocations. Leases are not renewed, and end at their
     * deadlines; this is noticed when they are used, so release each. Elections cannot use such leases.
     *
     * @return this
     */
    public LeasesBuilder withoutThreads() {
        this.withoutThreads = true;
        return this;
    }

    /**
     * Sets by how much the wall clocks of two machines may differ. A lease whose written deadline has passed by more is taken
     * over at once. If clocks differ by more than this, a lease may be taken over from a holder that believes it holds it.
     *
     * @param clockSkew zero to 365 days; 5 s by default
     * @return this
     * @throws IllegalArgumentException if the bound is negative or longer
     */
    public LeasesBuilder clockSkew(Duration clockSkew) {
        Durations.atMost(Durations.YEAR, "The bound on clock skew", clockSkew);
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException(
                    "The bound on clock skew is negative: " + clockSkew + ". Set zero or more.");
        }
        this.clockSkew = clockSkew;
        return this;
    }

    /**
     * Sets whether written deadlines are used at all. Without them, the wall clocks of two machines are never compared, and a
     * process has to watch the lease of a dead holder for its whole duration before taking it over.
     *
     * @param takeoverByDeadline true by default
     * @return this
     */
    public LeasesBuilder takeoverByDeadline(boolean takeoverByDeadline) {
        this.takeoverByDeadline = takeoverByDeadline;
        return this;
    }

    /**
     * Sets the longest pause between two reads of a lease during a wait. The first pause is 1.5 s, or this if it is shorter;
     * later ones double up to this. Each is up to half shorter at random.
     *
     * @param pollInterval a millisecond to a day; 2 s by default
     * @return this
     * @throws IllegalArgumentException if the interval is shorter or longer
     */
    public LeasesBuilder pollInterval(Duration pollInterval) {
        Durations.atMost(Duration.ofDays(1), "The poll interval", pollInterval);
        if (pollInterval.isNegative() || pollInterval.isZero()) {
            throw new IllegalArgumentException(
                    "The poll interval is not positive: " + pollInterval + ". Set a longer one.");
        }
        if (pollInterval.toMillis() == 0) {
            throw new IllegalArgumentException(
                    "The poll interval is shorter than a millisecond: " + pollInterval + ". Set a longer one.");
        }
        this.pollInterval = pollInterval;
        return this;
    }

    /**
     * Sets for how long the item of a lease is kept after its release or deadline. As long as it is kept, tokens continue from
     * the last one. Later they start from the wall clock's milliseconds, which are higher unless clocks differ by as much as
     * this.
     *
     * @param retention a minute to 36,500 days; a day by default
     * @return this
     * @throws IllegalArgumentException if the retention is shorter or longer
     */
    public LeasesBuilder retention(Duration retention) {
        this.retention = LeaseOptions.checkRetention(retention);
        return this;
    }

    /**
     * Sets when leases whose options do not set another part warn that they have not been renewed: when less than this part of
     * the time is left for which a lease is held after a renewal; see {@link Lease#onExpiring}.
     *
     * @param part 0 to 0.5; 0 for no warning; a third by default
     * @return this
     * @throws IllegalArgumentException if the part is smaller or greater
     */
    public LeasesBuilder expiryWarning(double part) {
        this.expiryWarning = LeaseOptions.checkExpiryWarning(part);
        return this;
    }

    /**
     * Sets how many requests may be sent at the same time in the background: renewals, and looks at leases that elections wait
     * for. That many threads are started only if requests would wait otherwise, and end when they are idle. Renewals keep up
     * as long as the number of leases is at most that of requests, times half the duration of a lease, divided by the time that
     * DynamoDB takes for a reply. Each request needs a connection of the client.
     *
     * @param requests at least 1; 50 by default, the number of connections of the SDK's HTTP clients unless they are
     *     configured otherwise. Not used if {@link #timing} is set
     * @return this
     * @throws IllegalArgumentException if the number is less than 1
     */
    public LeasesBuilder maxConcurrentRequests(int requests) {
        if (requests < 1) {
            throw new IllegalArgumentException(
                    "The number of concurrent requests is not positive: " + requests + ". Set at least 1.");
        }
        this.maxConcurrentRequests = requests;
        return this;
    }

    /**
     * Adds a listener, which is notified of every lease that is acquired here, and of its end. Listeners are notified in the
     * order in which they were added.
     *
     * @param listener the listener
     * @return this
     */
    public LeasesBuilder listener(LeaseListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Sets the time that the leases use, for tests: their clocks, their renewals and deadlines, and waiting.
     *
     * @param timing the time, used by these leases alone, which close it; by default real time, with the wall clock of the
     *     {@link io.dynastore.DynaStore}
     * @return this
     */
    public LeasesBuilder timing(Timing timing) {
        this.timing = Objects.requireNonNull(timing, "timing");
        return this;
    }

    /**
     * Creates the leases. Sends no request; threads are started when there is a lease to renew.
     *
     * @return the leases
     */
    public Leases build() {
        LeaseSettings settings = new LeaseSettings(
                duration,
                renewed && !withoutThreads,
                new DefaultHolder(holder),
                clockSkew,
                takeoverByDeadline,
                pollInterval,
                retention);
        return new DefaultLeases(
                new LeaseClient(partition, items, settings, time()), List.copyOf(listeners), expiryWarning);
    }

    private Timing time() {
        if (withoutThreads) {
            return new CallerTiming(
                    timing == null
                            ? new SystemTiming(items.clock(), "dynastore-lease", maxConcurrentRequests)
                            : timing);
        }
        return timing == null ? new SystemTiming(items.clock(), "dynastore-lease", maxConcurrentRequests) : timing;
    }
}
