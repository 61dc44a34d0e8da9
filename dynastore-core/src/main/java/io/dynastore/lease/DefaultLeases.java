package io.dynastore.lease;

import io.dynastore.DynaStoreException;
import io.dynastore.Entry;
import io.dynastore.OutcomeUnknownException;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.lease.Acquisition.Acquired;
import io.dynastore.lease.LeaseCalls.Sent;
import java.time.Duration;
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

/** The leases of one partition. */
final class DefaultLeases implements Leases {
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

    DefaultLeases(LeaseCalls calls, LeaseListener listener) {
        this.calls = calls;
        this.settings = calls.settings();
        this.timing = calls.timing();
        this.observations = new Observations(timing);
        this.doubtful = new DoubtfulOwners(calls);
        this.listener = listener;
    }

    /** Returns leases as what they are, for what is built on them but needs more than their interface. */
    static DefaultLeases of(Leases leases) {
        if (Objects.requireNonNull(leases, "leases") instanceof DefaultLeases own) {
            return own;
        }
        throw new IllegalArgumentException(leases + " is another implementation of Leases. Use Leases.create or"
                + " Leases.builder to create the leases.");
    }

    @Override
    public Optional<Lease> tryAcquire(String name, Consumer<? super LeaseOptions> options) {
        LeaseOptions with = options(options);
        return Optional.ofNullable(step(acquisition(name, with), name, with));
    }

    @Override
    public Optional<Lease> tryAcquire(String name, Duration wait, Consumer<? super LeaseOptions> options)
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

    @Override
    public Lease resume(LeaseHandle handle) {
        checkOpen();
        checkOwn(handle);
        LeaseOptions options = settings.newOptions().duration(handle.duration());
        HeldLease lease = new HeldLease(
                calls, held::remove, listener, handle.name(), handle.owner(), handle.token(), calls.now(), options);
        lease.renew();
        return hold(lease, Duration.ZERO);
    }

    @Override
    public boolean release(LeaseHandle handle) {
        checkOwn(handle);
        return calls.release(handle, timing.now().toEpochMilli());
    }

    @Override
    public Optional<LeaseView> view(String name) {
        return calls.read(name).map(item -> view(name, item));
    }

    @Override
    public Stream<LeaseView> views(String prefix) {
        return calls.partition().stream(Query.all().prefix(prefix)).flatMap(entry -> {
            LeaseItem item = LeaseItem.of(entry);
            return item == null ? Stream.empty() : Stream.of(view(entry.key(), item));
        });
    }

    private LeaseView view(String name, LeaseItem item) {
        Duration age = observations.observe(name, item);
        LeaseView.State state = item.isFree()
                ? LeaseView.State.FREE
                : age.compareTo(item.duration()) < 0 ? LeaseView.State.HELD : LeaseView.State.STALE;
        return new LeaseView(name, state, item.token(), item.holder(), item.duration(), item.until(), age);
    }

    @Override
    public List<Lease> held() {
        return List.copyOf(held);
    }

    @Override
    public String holder() {
        return settings.holder();
    }

    @Override
    public Partition<?> partition() {
        return calls.partition();
    }

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

    @Override
    public String toString() {
        return "Leases[" + calls.partition() + (closed ? ", closed" : "") + "]";
    }
}
