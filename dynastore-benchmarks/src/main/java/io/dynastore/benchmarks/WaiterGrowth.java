package io.dynastore.benchmarks;

import io.dynastore.DynaStore;
import io.dynastore.benchmarks.Rounds.Spread;
import io.dynastore.benchmarks.Table.Goal;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Lets threads of one process wait for a lease that another holder has, and each have it in turn when that one releases it. */
final class WaiterGrowth {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double LIMIT = 1;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final io.dynastore.Table table;
    private final LongAdder requests;

    WaiterGrowth(DynamoDbClient client, LongAdder requests) {
        table = DynaStore.create(client).table("waiters");
        table.createIfAbsent();
        this.requests = requests;
    }

    /** A number of waiters, the requests of a second of waiting, and those of an acquisition with its release. */
    record Waited(int waiters, double requestsPerSecond, double requestsEach) {}

    /** Lets each number of threads wait for a time. */
    List<Waited> run(List<Integer> numbers, Duration time) throws Exception {
        List<Waited> found = new ArrayList<>();
        for (int number : numbers) {
            try (Leases others = leases(number);
                    Leases leases = leases(number)) {
                found.add(wait(others.tryAcquire("l").orElseThrow(), leases, number, time));
            }
        }
        return found;
    }

    private Leases leases(int number) {
        return Leases.builder(table.partition("of-" + number))
                .renewal(false)
                .duration(PATIENCE)
                .build();
    }

    private Waited wait(Lease held, Leases leases, int number, Duration time) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(number);
        try {
            List<Future<Boolean>> waiters = new ArrayList<>();
            for (int waiter = 0; waiter < number; waiter++) {
                waiters.add(threads.submit(
                        () -> leases.tryAcquire("l", PATIENCE).orElseThrow().release()));
            }
            // Until the first requests have been answered.
            Thread.sleep(time.toMillis() / 4);
            long before = requests.sum();
            Thread.sleep(time.toMillis());
            long beforeRelease = requests.sum();
            held.release();
            for (Future<Boolean> waiter : waiters) {
                if (!waiter.get()) {
                    throw new IllegalStateException("A lease ended before it was released.");
                }
            }
            return new Waited(
                    number,
                    (beforeRelease - before) * MILLIS_PER_SECOND / time.toMillis(),
                    (double) (requests.sum() - beforeRelease) / number);
        } finally {
            threads.shutdownNow();
        }
    }

    static Table table(List<Waited> runs) {
        Table table = new Table(
                "| waiters | requests a second, while they wait | requests of each, to acquire and release |",
                "| --: | --: | --: |");
        runs.forEach(waited -> table.row(
                waited.waiters(),
                Spread.format(waited.requestsPerSecond(), 1),
                Spread.format(waited.requestsEach(), 2)));
        return table;
    }

    static Goal goal(List<Waited> runs) {
        Waited most = runs.get(runs.size() - 1);
        return Goal.atMost(
                LIMIT,
                "waiters: requests a second, of " + most.waiters() + " in one process",
                Spread.of(most.requestsPerSecond()));
    }
}
