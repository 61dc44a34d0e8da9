package io.dynastore.lease;

import io.dynastore.Entry;
import io.dynastore.MalformedItemException;
import io.dynastore.Partition;
import io.dynastore.internal.RequestTime;
import io.dynastore.internal.Texts;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The leases of one partition. */
final class DefaultLeases implements Leases {
    /** The time for which closing waits for the releases that it has sent. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private static final int CONCURRENT_RELEASES = 50;

    private final LeaseContext context;
    private final LeaseClient client;
    private final LeaseSettings settings;
    private final Timing timing;

    /** The default part of the time at which a lease that is not renewed warns. */
    private final double expiryWarning;

    DefaultLeases(LeaseClient client, List<LeaseListener> listeners, double expiryWarning) {
        this.context = LeaseContext.of(client, listeners);
        this.client = client;
        this.settings = client.settings();
        this.timing = client.timing();
        this.expiryWarning = expiryWarning;
    }

    /** Returns leases with their internals, for elections and claims, which need more than the interface. */
    static DefaultLeases of(Leases leases) {
        return Objects.requireNonNull(leases, "leases")
                .unwrap(DefaultLeases.class)
                .orElseThrow(
                        () -> new IllegalArgumentException("Another implementation of Leases is not supported here: "
                                + leases + ". Create the leases by Leases.create or Leases.builder."));
    }

    @Override
    public Optional<Lease> tryAcquire(String name, Consumer<? super LeaseOptions> options) {
        return Optional.ofNullable(acquisition(name, options).attempt());
    }

    @Override
    public Optional<Lease> tryAcquire(String name, Duration wait, Consumer<? super LeaseOptions> options)
            throws InterruptedException {
        return new AcquisitionLoop(acquisition(name, options), timing).await(wait);
    }

    @Override
    public Lease resume(LeaseHandle handle) {
        context.held().checkOpen();
        checkOwn(handle);
        LeaseOptions options = settings.newOptions(expiryWarning).duration(handle.duration());
        int generation = context.held().generation();
        RequestTime requested = client.time();
        HeldLease lease = new HeldLease(context, handle, requested, options, Streak.of(requested), generation);
        lease.renew();
        return context.held().add(lease, Duration.ZERO, Runnable::run);
    }

    @Override
    public boolean release(LeaseHandle handle) {
        checkOwn(handle);
        return client.release(handle, timing.now().toEpochMilli(), null, settings.retention());
    }

    @Override
    public Optional<LeaseView> view(String name) {
        return client.read(name).map(item -> view(name, item));
    }

    @Override
    public Stream<LeaseView> views(String prefix) {
        return client.items(prefix).flatMap(item -> {
            LeaseItem lease = LeaseItem.of(item.attributes());
            return lease == null ? Stream.empty() : Stream.of(view(item.key(), lease));
        });
    }

    private LeaseView view(String name, LeaseItem item) {
        Duration age = context.observer().observe(name, item.tenure());
        LeaseView.State state = item.isFree()
                ? LeaseView.State.FREE
                : age.compareTo(item.duration()) < 0 ? LeaseView.State.HELD : LeaseView.State.STALE;
        return new LeaseView(name, state, item.token(), item.holder(), item.duration(), item.until(), age);
    }

    @Override
    public List<Lease> held() {
        return context.held().list();
    }

    @Override
    public String holder() {
        return settings.holder().get();
    }

    @Override
    public Partition<?> partition() {
        return client.partition();
    }

    @Override
    public void close() {
        context.held().close().ifPresent(ended -> {
            context.waiting().wakeAll();
            Queue<HeldLease> releases = new ConcurrentLinkedQueue<>(ended);
            onThreads(ended.size(), () -> releaseAll(releases, released -> {}));
            timing.close(CLOSING);
        });
    }

    @Override
    public void beforeSnapshot() {
        List<HeldLease> ended = context.held().suspend();
        Queue<HeldLease> releases = new ConcurrentLinkedQueue<>(ended);
        CountDownLatch unreleased = new CountDownLatch(ended.size());
        Runnable release = () -> releaseAll(releases, released -> unreleased.countDown());
        onThreads(ended.size() - 1, release);
        release.run();
        awaitAtMost(CLOSING, unreleased);
        context.forget();
    }

    @Override
    public void afterRestore() {
        // Leases that were not suspended before the snapshot may be held in each process that was restored from it.
        beforeSnapshot();
        settings.holder().restored();
        context.held().reopen();
        context.waiting().wakeAll();
    }

    @SuppressWarnings("ReturnValueIgnored") // What is not released by then ends at its deadline.
    private static void awaitAtMost(Duration time, CountDownLatch latch) {
        try {
            boolean ignored = latch.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void onThreads(int releases, Runnable task) {
        for (int i = 0; i < Math.min(releases, CONCURRENT_RELEASES); i++) {
            timing.execute(task);
        }
    }

    private static void releaseAll(Queue<HeldLease> ended, Consumer<HeldLease> released) {
        for (HeldLease lease = ended.poll(); lease != null; lease = ended.poll()) {
            lease.releaseEnded();
            released.accept(lease);
        }
    }

    Acquisition acquisition(String name, Consumer<? super LeaseOptions> options) {
        LeaseOptions configured = settings.newOptions(expiryWarning);
        Objects.requireNonNull(options, "options").accept(configured);
        client.checkName(name);
        return new Acquisition(context, name, configured);
    }

    UnreadableEntries unreadable() {
        return context.unreadable();
    }

    /**
     * Returns those names whose leases look as if they could be acquired, with one request for each hundred. An item that is
     * neither a lease nor an entry does not prevent that; an attempt to acquire it tells what is wrong.
     */
    Set<String> free(Set<String> names) {
        Set<String> readable = new HashSet<>(names);
        while (true) {
            try {
                Map<String, Entry<AttributeValue>> entries = client.partition().findAll(readable);
                return names.stream()
                        .filter(name -> looksFree(name, entries.get(name)))
                        .collect(Collectors.toSet());
            } catch (MalformedItemException e) {
                if (!readable.remove(e.key())) {
                    throw e;
                }
            }
        }
    }

    private boolean looksFree(String name, @Nullable Entry<AttributeValue> entry) {
        LeaseItem item = entry == null ? null : LeaseItem.of(entry);
        return item == null || context.looksFree(name, item);
    }

    Duration pollInterval() {
        return settings.pollInterval();
    }

    Timing timing() {
        return timing;
    }

    private void checkOwn(LeaseHandle handle) {
        if (!handle.table().equals(client.partition().table().name())
                || !handle.partition().equals(client.partition().name())) {
            throw new IllegalArgumentException("The handle does not belong to a lease in " + client.partition() + ": "
                    + handle + ". Use the leases of its partition.");
        }
        LeaseOptions.checkDuration(
                "The duration of the handle of the lease " + Texts.quote(handle.name()), handle.duration());
    }

    @Override
    public String toString() {
        return "Leases[" + client.partition() + (context.held().isClosed() ? ", closed" : "") + "]";
    }
}
