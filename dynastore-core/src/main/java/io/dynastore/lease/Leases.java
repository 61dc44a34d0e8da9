package io.dynastore.lease;

import io.dynastore.Codec;
import io.dynastore.DynaStoreException;
import io.dynastore.Entry;
import io.dynastore.OutcomeUnknownException;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.internal.ItemAccess;
import io.dynastore.lease.Acquisition.Acquired;
import io.dynastore.lease.LeaseCalls.Sent;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Leases in a partition: at most one process at a time has the lease of a name.
 *
 * <pre>{@code
 * Leases leases = Leases.create(store.table("CRMTable").partition("leases"));
 *
 * try (Lease lease = leases.tryAcquire("nightly-report").orElse(null)) {
 *     if (lease != null) {
 *         reports.fence(lease).put(today, report());
 *     }
 * }
 * }</pre>
 *
 * <p>A lease is acquired, renewed and released by one conditional write each. It ends when it is released, or when it has
 * not been renewed for as long as it lasts, which others find out in one of two ways: they have watched it that long, on
 * their own monotonic clock; or its deadline, written by the holder's wall clock, is past by more than a
 * {@linkplain Builder#clockSkew bound on the difference} of wall clocks, by which a process that has only just started takes
 * over at once. Each tenure has a token, higher than all before, by which entries can refuse those who have lost a lease and
 * do not know; see {@link Partition#fence}.
 *
 * <p>Leases are renewed on a few threads that all leases of this object share. Thread-safe; one object for each partition is
 * enough. Close it when the process ends, before the client is closed: that releases what is held.
 */
public final class Leases implements AutoCloseable {
    /** For how long closing waits for the releases that it has sent. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final LeaseCalls calls;
    private final LeaseSettings settings;
    private final Timing timing;
    private final Observations observations;
    private final DoubtfulOwners doubtful;
    private final LeaseListener listener;
    private final Set<HeldLease> held = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Leases(Builder builder) {
        this.timing = builder.timing == null ? new SystemTiming(builder.clock()) : builder.timing;
        this.settings = builder.settings();
        this.calls = new LeaseCalls(builder.partition, builder.items, settings, timing);
        this.observations = new Observations(timing);
        this.doubtful = new DoubtfulOwners(calls);
        this.listener = new LeaseListeners(builder.listeners);
    }

    /**
     * Creates leases with default settings.
     *
     * @param partition the partition to keep them in, and nothing else; its codec does not matter
     * @return the leases
     */
    public static Leases create(Partition<?> partition) {
        return builder(partition).build();
    }

    /**
     * Begins to configure leases.
     *
     * @param partition the partition to keep them in, and nothing else; its codec does not matter
     * @return a builder
     * @throws IllegalArgumentException if the partition is not of a {@link io.dynastore.DynaStore}
     */
    public static Builder builder(Partition<?> partition) {
        return new Builder(partition);
    }

    /**
     * Acquires a lease if nobody has it, or whoever had it is dead. One request, in the usual case.
     *
     * @param name the lease's name; 1 to 1,024 bytes in UTF-8
     * @return the lease; empty if somebody else has it
     * @throws IllegalArgumentException if the name is empty or too long
     * @throws IllegalStateException if this object is closed
     * @throws NotALeaseException if the name is the key of an entry that is no lease
     * @throws io.dynastore.OutcomeUnknownException if the replies of all attempts were lost. Should the lease have been
     *     acquired, it is released again
     */
    public Optional<Lease> tryAcquire(String name) {
        return tryAcquire(name, with -> {});
    }

    /**
     * Acquires a lease if nobody has it, or whoever had it is dead. One request, in the usual case.
     *
     * @param name the lease's name; 1 to 1,024 bytes in UTF-8
     * @param options how long it lasts, among others
     * @return the lease; empty if somebody else has it
     * @throws IllegalArgumentException if the name is empty or too long
     * @throws IllegalStateException if this object is closed
     * @throws NotALeaseException if the name is the key of an entry that is no lease
     * @throws io.dynastore.OutcomeUnknownException if the replies of all attempts were lost. Should the lease have been
     *     acquired, it is released again
     */
    public Optional<Lease> tryAcquire(String name, Consumer<? super LeaseOptions> options) {
        LeaseOptions with = options(options);
        return Optional.ofNullable(step(acquisition(name, with), name, with));
    }

    /**
     * Acquires a lease, waiting while somebody else has it. Waiting looks at the lease by reads, again and again after
     * pauses that grow to the {@linkplain Builder#pollInterval poll interval}, and writes when it looks free. That DynamoDB
     * cannot be reached is waited out too. Who waits longest is not preferred.
     *
     * @param name the lease's name; 1 to 1,024 bytes in UTF-8
     * @param wait how long to wait at most; zero or less for not at all
     * @return the lease; empty if somebody else has had it all the time
     * @throws InterruptedException if the thread is interrupted; should the lease have been acquired, it is released again
     * @throws IllegalArgumentException if the name is empty or too long
     * @throws IllegalStateException if this object is closed, also meanwhile
     * @throws NotALeaseException if the name is the key of an entry that is no lease
     * @throws SdkException if DynamoDB refused, or could not be reached when the wait was over
     * @throws io.dynastore.OutcomeUnknownException if replies were lost when the wait was over
     */
    public Optional<Lease> acquire(String name, Duration wait) throws InterruptedException {
        return acquire(name, wait, with -> {});
    }

    /**
     * Acquires a lease, waiting while somebody else has it; see {@link #acquire(String, Duration)}.
     *
     * @param name the lease's name; 1 to 1,024 bytes in UTF-8
     * @param wait how long to wait at most; zero or less for not at all
     * @param options how long it lasts, among others
     * @return the lease; empty if somebody else has had it all the time
     * @throws InterruptedException if the thread is interrupted; should the lease have been acquired, it is released again
     * @throws IllegalArgumentException if the name is empty or too long
     * @throws IllegalStateException if this object is closed, also meanwhile
     * @throws NotALeaseException if the name is the key of an entry that is no lease
     * @throws SdkException if DynamoDB refused, or could not be reached when the wait was over
     * @throws io.dynastore.OutcomeUnknownException if replies were lost when the wait was over
     */
    public Optional<Lease> acquire(String name, Duration wait, Consumer<? super LeaseOptions> options)
            throws InterruptedException {
        LeaseOptions with = options(options);
        Acquisition acquisition = acquisition(name, with);
        long start = timing.nanoTime();
        while (true) {
            RuntimeException failure = null;
            try {
                Lease lease = step(acquisition, name, with);
                if (lease != null) {
                    return Optional.of(lease);
                }
            } catch (SdkException | DynaStoreException e) {
                rethrowInterruption(e);
                if (!mayPass(e)) {
                    throw e;
                }
                failure = e;
            }
            Duration left = wait.minusNanos(timing.nanoTime() - start);
            if (left.isNegative() || left.isZero()) {
                if (failure != null) {
                    throw failure;
                }
                return Optional.empty();
            }
            Duration pause = acquisition.pause();
            timing.sleep(pause.compareTo(left) < 0 ? pause : left);
        }
    }

    /**
     * Does some work if its lease can be had at once, and releases the lease afterwards. The work is not stopped when the
     * lease is lost meanwhile: let it ask {@link Lease#isHeld()} before each step, and fence what it writes.
     *
     * @param name the lease's name
     * @param work the work; what it throws is thrown here
     * @return true if it was done; false if somebody else has the lease
     */
    public boolean runWithLease(String name, Consumer<? super Lease> work) {
        return run(tryAcquire(name), work);
    }

    /**
     * Does some work as soon as its lease can be had, and releases the lease afterwards; see
     * {@link #runWithLease(String, Consumer)}.
     *
     * @param name the lease's name
     * @param wait how long to wait for the lease at most
     * @param work the work; what it throws is thrown here
     * @return true if it was done; false if somebody else has had the lease all the time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean runWithLease(String name, Duration wait, Consumer<? super Lease> work) throws InterruptedException {
        return run(acquire(name, wait), work);
    }

    private static boolean run(Optional<Lease> acquired, Consumer<? super Lease> work) {
        try (Lease lease = acquired.orElse(null)) {
            if (lease != null) {
                work.accept(lease);
            }
            return lease != null;
        }
    }

    /**
     * Goes on with a lease that was acquired elsewhere: renews it, with one request, and from then on as if it had been
     * acquired here. Whoever acquired it should let go of it, without releasing it.
     *
     * @param handle the {@linkplain Lease#handle() handle} of the lease
     * @return the lease
     * @throws LeaseLostException if it is lost
     * @throws IllegalArgumentException if it is of another partition or table
     * @throws IllegalStateException if this object is closed
     * @throws SdkException if DynamoDB could not be reached or refused
     */
    public Lease resume(LeaseHandle handle) {
        checkOpen();
        checkOwn(handle);
        LeaseOptions options = settings.newOptions().duration(handle.duration());
        HeldLease lease = new HeldLease(
                calls, held::remove, listener, handle.name(), handle.owner(), handle.token(), calls.now(), options);
        lease.renew();
        return hold(lease, Duration.ZERO);
    }

    /**
     * Releases a lease that was acquired elsewhere.
     *
     * @param handle the {@linkplain Lease#handle() handle} of the lease
     * @return true if it was held until now, or had been released already; false if it was lost
     * @throws IllegalArgumentException if it is of another partition or table
     * @throws SdkException if DynamoDB could not be reached or refused
     */
    public boolean release(LeaseHandle handle) {
        checkOwn(handle);
        return calls.release(handle, timing.now().toEpochMilli());
    }

    /**
     * Looks at a lease, with one request.
     *
     * @param name the lease's name
     * @return what there is to see; empty if it was never used, or not for so long that its item has expired
     */
    public Optional<LeaseView> view(String name) {
        return calls.read(name).map(item -> view(name, item));
    }

    /**
     * Looks at all leases whose names begin so.
     *
     * @param prefix the beginning; empty for all
     * @return what there is to see, in the order of the names; read while the stream is consumed
     */
    public Stream<LeaseView> views(String prefix) {
        return calls.partition().stream(Query.prefix(prefix)).flatMap(entry -> {
            LeaseItem item = LeaseItem.of(entry);
            return item == null ? Stream.empty() : Stream.of(view(entry.key(), item));
        });
    }

    private LeaseView view(String name, LeaseItem item) {
        Duration age = observations.observe(name, item);
        LeaseView.State state = item.isFree()
                ? LeaseView.State.FREE
                : age.compareTo(item.duration()) < 0 ? LeaseView.State.HELD : LeaseView.State.STALE;
        return new LeaseView(name, state, item.token(), item.data(), item.duration(), item.until(), age);
    }

    /**
     * The leases that are held here.
     *
     * @return a copy, in no order
     */
    public List<Lease> held() {
        return List.copyOf(held);
    }

    /**
     * What the leases of this object say of their holder, unless their options say something else.
     *
     * @return the {@linkplain LeaseView#data() data} of leases
     */
    public String holder() {
        return settings.holder();
    }

    /**
     * The partition that the leases are kept in.
     *
     * @return the partition
     */
    public Partition<?> partition() {
        return calls.partition();
    }

    /**
     * Releases all leases that are held, at once, and stops renewing; whoever waits for a lease gets
     * {@link IllegalStateException}. Waits no longer than five seconds for DynamoDB to answer: what is not released then ends
     * at its deadline. The client is not closed. A second close does nothing.
     */
    @Override
    public void close() {
        synchronized (held) {
            if (closed) {
                return;
            }
            closed = true;
        }
        // All listeners are told before releases take the threads, which may hang.
        List<HeldLease> ended = held.stream().filter(HeldLease::endByClose).toList();
        ended.forEach(lease -> timing.execute(lease::releaseEnded));
        timing.close(CLOSING);
    }

    LeaseOptions options(Consumer<? super LeaseOptions> options) {
        LeaseOptions with = settings.newOptions();
        options.accept(with);
        return with;
    }

    Acquisition acquisition(String name, LeaseOptions options) {
        calls.checkName(name);
        return new Acquisition(calls, observations, doubtful, name, options);
    }

    /** One step on the way to a lease; null if somebody else has it. */
    @Nullable
    Lease step(Acquisition acquisition, String name, LeaseOptions options) {
        checkOpen();
        Acquired acquired = acquisition.step();
        if (acquired == null) {
            return null;
        }
        Sent sent = acquired.attempt().sent();
        HeldLease lease = new HeldLease(
                calls,
                held::remove,
                listener,
                name,
                acquired.owner(),
                acquired.attempt().item().token(),
                sent,
                options);
        if (!lease.isHeld()) {
            // The answer took longer than the lease lasts.
            lease.close();
            return null;
        }
        return hold(lease, acquisition.waited());
    }

    /** Those of the names whose leases look as if they could be acquired; one request for each hundred. */
    Set<String> free(Set<String> names) {
        Map<String, Entry<AttributeValue>> entries = calls.partition().findAll(names);
        return names.stream().filter(name -> looksFree(name, entries.get(name))).collect(Collectors.toSet());
    }

    private boolean looksFree(String name, @Nullable Entry<AttributeValue> entry) {
        LeaseItem item = entry == null ? null : LeaseItem.of(entry);
        return item == null || acquisition(name, settings.newOptions()).looksFree(item);
    }

    Duration pollInterval() {
        return settings.pollInterval();
    }

    Timing timing() {
        return timing;
    }

    private Lease hold(HeldLease lease, Duration waited) {
        boolean open;
        synchronized (held) {
            open = !closed;
            if (open) {
                held.add(lease);
                lease.start();
            }
        }
        if (!open) {
            lease.close();
            throw closedException();
        }
        lease.announce(waited);
        return lease;
    }

    private void checkOpen() {
        if (closed) {
            throw closedException();
        }
    }

    private IllegalStateException closedException() {
        return new IllegalStateException("The leases of " + calls.partition() + " are closed.");
    }

    private void checkOwn(LeaseHandle handle) {
        if (!handle.table().equals(calls.partition().table().name())
                || !handle.partition().equals(calls.partition().name())) {
            throw new IllegalArgumentException(
                    "The handle is not of a lease in " + calls.partition() + " but of " + handle + ".");
        }
    }

    private static void rethrowInterruption(RuntimeException failure) throws InterruptedException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AbortedException || cause instanceof InterruptedException) {
                boolean flag = Thread.interrupted();
                InterruptedException interruption = new InterruptedException(
                        "Interrupted while acquiring a lease" + (flag ? "" : " (call aborted)"));
                interruption.initCause(failure);
                throw interruption;
            }
        }
    }

    /** Whether a later try may succeed: the network, DynamoDB's own trouble, too many requests. */
    private static boolean mayPass(RuntimeException failure) {
        if (failure instanceof SdkServiceException service) {
            return service.statusCode() >= 500 || service.isThrottlingException();
        }
        return failure instanceof SdkClientException || failure instanceof OutcomeUnknownException;
    }

    /** Configures {@link Leases}. Not thread-safe. */
    public static final class Builder {
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

        private Builder(Partition<?> partition) {
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
        public Builder duration(Duration duration) {
            this.duration = LeaseOptions.checkDuration(duration);
            return this;
        }

        /**
         * Sets whether leases are renewed by themselves, every third of their duration.
         *
         * @param renewal true by default; false where no thread runs between calls, as in a lambda
         * @return this
         */
        public Builder renewal(boolean renewal) {
            this.renewed = renewal;
            return this;
        }

        /**
         * Sets who this process is, for those who look at its leases.
         *
         * @param holder any text; by default the process id and the machine's name
         * @return this
         */
        public Builder holder(String holder) {
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
        public Builder clockSkew(Duration clockSkew) {
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
        public Builder takeoverByDeadline(boolean takeoverByDeadline) {
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
        public Builder pollInterval(Duration pollInterval) {
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
        public Builder retention(Duration retention) {
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
        public Builder listener(LeaseListener listener) {
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
        public Builder timing(Timing timing) {
            this.timing = Objects.requireNonNull(timing, "timing");
            return this;
        }

        private Clock clock() {
            return items.clock();
        }

        private LeaseSettings settings() {
            return new LeaseSettings(duration, renewed, holder, clockSkew, takeoverByDeadline, pollInterval, retention);
        }

        /**
         * Creates the leases. Nothing is sent, and no thread is started before there is a lease to renew.
         *
         * @return the leases
         */
        public Leases build() {
            return new Leases(this);
        }
    }
}
