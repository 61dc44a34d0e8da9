package io.dynastore.benchmarks;

import io.dynastore.benchmarks.Rounds.Spread;
import io.dynastore.benchmarks.Table.Goal;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import io.dynastore.lease.LeasesBuilder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.LongAdder;

/** Leases that are held and renewed meanwhile by themselves, and a lease that several threads of one process wait for. */
record LeaseGrowth(io.dynastore.Table table, LongAdder requests) {
    static final Duration LEASE = Duration.ofSeconds(9);
    private static final Duration RENEWAL = LEASE.dividedBy(3);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double LIMIT_HELD = 1.1;
    private static final double LIMIT_AWAITED = 1;

    /** A number of leases that were held for a time, and the leases lost, threads and requests in it. */
    record Held(int leases, int lost, int threads, long requests, double cpuMicros, double micros) {
        double requestsPerSecond() {
            return requests * 1e6 / micros;
        }

        double expectedPerSecond() {
            return leases * 1e3 / RENEWAL.toMillis();
        }
    }

    /** A number of waiters, the requests of a second of waiting, and those of an acquisition with its release. */
    record Waited(int waiters, double requestsPerSecond, double requestsEach) {}

    /** Holds a number of leases for the time of a number of renewals, after the first one. */
    Held hold(int number, int renewals) throws InterruptedException {
        int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
        try (Leases leases = Leases.builder(table.partition("held-" + number))
                .duration(LEASE)
                .build()) {
            for (int lease = 0; lease < number; lease++) {
                Lease unused = leases.tryAcquire("l-" + lease).orElseThrow();
            }
            Thread.sleep(RENEWAL.toMillis());
            long before = requests.sum();
            Stopwatch watch = new Stopwatch();
            Thread.sleep(RENEWAL.multipliedBy(renewals).toMillis());
            double micros = watch.micros();
            double cpuMicros = watch.cpuMicros();
            long sent = requests.sum() - before;
            int threads = ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore;
            return new Held(number, number - leases.held().size(), threads, sent, cpuMicros, micros);
        }
    }

    /** Lets a number of threads wait for a lease for a time, and each have it in turn when its holder releases it. */
    Waited await(int number, Duration time) throws Exception {
        LeasesBuilder builder = Leases.builder(table.partition("awaited-" + number))
                .renewal(false)
                .duration(PATIENCE);
        try (Leases others = builder.build();
                Leases leases = builder.build()) {
            Lease held = others.tryAcquire("l").orElseThrow();
            FutureTask<List<Boolean>> waiters = new FutureTask<>(() -> Parallel.run(
                    number,
                    waiter ->
                            () -> leases.tryAcquire("l", PATIENCE).orElseThrow().release()));
            new Thread(waiters).start();
            // Until the first requests have been answered.
            Thread.sleep(time.toMillis() / 4);
            long before = requests.sum();
            Thread.sleep(time.toMillis());
            long beforeRelease = requests.sum();
            held.release();
            if (waiters.get().contains(false)) {
                throw new IllegalStateException("A lease ended before it was released.");
            }
            double each = (double) (requests.sum() - beforeRelease) / number;
            return new Waited(number, (beforeRelease - before) * 1e3 / time.toMillis(), each);
        }
    }

    static Table heldTable(List<Held> runs) {
        Table table = new Table(
                "| leases | lost | threads | requests a second | by the interval | CPU, ms a second | CPU, µs a renewal |",
                "| --: | --: | --: | --: | --: | --: | --: |");
        runs.forEach(held -> table.row(
                held.leases(),
                held.lost(),
                held.threads(),
                Spread.format(held.requestsPerSecond(), 1),
                Spread.format(held.expectedPerSecond(), 1),
                Spread.format(held.cpuMicros() * 1e3 / held.micros(), 1),
                held.requests() == 0 ? "–" : Spread.format(held.cpuMicros() / held.requests(), 1)));
        return table;
    }

    static Table waitedTable(List<Waited> runs) {
        Table table = new Table(
                "| waiters | requests a second, while they wait | requests of each, to acquire and release |",
                "| --: | --: | --: |");
        runs.forEach(waited -> table.row(
                waited.waiters(),
                Spread.format(waited.requestsPerSecond(), 1),
                Spread.format(waited.requestsEach(), 2)));
        return table;
    }

    static List<Goal> goals(List<Held> held) {
        Held most = held.get(held.size() - 1);
        double lost = held.stream().mapToInt(Held::lost).sum();
        return List.of(
                Goal.atMost(0, "leases: lost, of all runs", Spread.of(lost)),
                Goal.atMost(
                        LIMIT_HELD,
                        "leases: requests, to those by the interval, " + most.leases() + " held",
                        Spread.of(most.requestsPerSecond() / most.expectedPerSecond())));
    }

    static Goal goal(List<Waited> waited) {
        Waited most = waited.get(waited.size() - 1);
        return Goal.atMost(
                LIMIT_AWAITED,
                "waiters: requests a second, of " + most.waiters() + " in one process",
                Spread.of(most.requestsPerSecond()));
    }
}
