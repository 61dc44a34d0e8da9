package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Operation;
import io.dynastore.OperationHook;
import io.dynastore.Partition;
import io.dynastore.TestDynamoDb;
import io.dynastore.TestStore;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.RandomFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many leases of one process, renewed in real time while one request in fifty hangs before or after it reaches DynamoDB.
 * With 1,000 leases under {@code mvn -Psoak}.
 */
class ManyLeasesTest {
    private static final boolean SOAK = Boolean.getBoolean("dynastore.soak");
    private static final int LEASES = SOAK ? 1_000 : 200;
    private static final int ROUNDS = SOAK ? 5 : 3;
    private static final Duration LEASE = Duration.ofSeconds(SOAK ? 15 : 12);

    /** There are a timer and 16 workers, or up to 50 if those do not keep up, as on a machine that is busy otherwise. */
    private static final int THREADS = 51;

    private final Renewals renewals = new Renewals();
    private final Faults http = new Faults();
    private final Partition<String> partition = DynaStore.builder(TestDynamoDb.client(http, 3))
            .hook(renewals)
            .build()
            .table(TestStore.CRM)
            .partition(new TestStore().partition.name());
    private final Queue<String> ends = new ConcurrentLinkedQueue<>();
    private final Set<Thread> before = leaseThreads();

    @Test
    void noneIsLostAndNoMoreThreadsAreNeededWhileOneCallInFiftyHangs() throws Exception {
        try (Leases leases = Leases.builder(partition).duration(LEASE).build()) {
            acquireAll(leases);
            http.reset();
            renewals.counts.clear();
            Instant start = Instant.now();
            http.randomly(RandomFaults.seeded(1)
                    .with(Fault.delay(Duration.ofDays(1)), 0.01)
                    .with(Fault.delayReply(Duration.ofDays(1)), 0.01));

            int threads = awaitRounds();
            http.randomly(RandomFaults.none());

            System.out.printf(
                    "%d leases: %d renewals in %s, %d requests of which %d hung, %d threads%n",
                    LEASES,
                    renewals.total(),
                    Duration.between(start, Instant.now()),
                    http.attempts("UpdateItem"),
                    http.count(),
                    threads);
            assertThat(ends).isEmpty();
            assertThat(leases.held()).hasSize(LEASES).allMatch(Lease::isHeld);
            assertThat(http.count()).isPositive();
            assertThat(threads).isBetween(2, THREADS);
        }
    }

    private void acquireAll(Leases leases) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> acquiring = IntStream.range(0, LEASES)
                    .<Future<?>>mapToObj(number -> threads.submit(() -> acquire(leases, "lease-" + number)))
                    .toList();
            for (Future<?> each : acquiring) {
                each.get(1, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void acquire(Leases leases, String name) {
        Lease lease = leases.tryAcquire(name).orElseThrow();
        lease.onEnd(end -> ends.add(name + ": " + end));
    }

    /** Waits until each lease has been renewed that often, or one has ended; returns the largest number of threads. */
    private int awaitRounds() throws InterruptedException {
        Instant end = Instant.now().plus(LEASE.multipliedBy(ROUNDS));
        int most = 0;
        while (renewals.fewest() < ROUNDS && ends.isEmpty()) {
            assertThat(Instant.now())
                    .as("with %d renewals of some", renewals.fewest())
                    .isBefore(end);
            Set<Thread> threads = leaseThreads();
            threads.removeAll(before);
            most = Math.max(most, threads.size());
            Thread.sleep(20);
        }
        return most;
    }

    private static Set<Thread> leaseThreads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("dynastore-lease-"));
        return threads;
    }

    /** Counts the successful renewals of each lease. */
    private static final class Renewals implements OperationHook {
        private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

        @Override
        public <T> T around(Operation operation, Supplier<T> execution) {
            T result = execution.get();
            if (operation.name().equals("renewLease")) {
                counts.computeIfAbsent(operation.key(), name -> new LongAdder()).increment();
            }
            return result;
        }

        long fewest() {
            return counts.size() < LEASES
                    ? 0
                    : counts.values().stream().mapToLong(LongAdder::sum).min().orElse(0);
        }

        long total() {
            return counts.values().stream().mapToLong(LongAdder::sum).sum();
        }
    }
}
