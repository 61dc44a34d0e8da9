package io.dynastore.benchmarks;

import io.dynastore.DynaStore;
import io.dynastore.benchmarks.Rounds.Spread;
import io.dynastore.benchmarks.Table.Goal;
import io.dynastore.lease.Lease;
import io.dynastore.lease.Leases;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Holds leases, which are renewed meanwhile by themselves. */
final class LeaseGrowth {
    static final Duration LEASE = Duration.ofSeconds(9);
    private static final Duration RENEWAL = LEASE.dividedBy(3);
    private static final double LIMIT = 1.1;
    private static final double MICROS_PER_SECOND = 1_000_000;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final io.dynastore.Table table;
    private final LongAdder requests;

    LeaseGrowth(DynamoDbClient client, LongAdder requests) {
        table = DynaStore.create(client).table("leases");
        table.createIfAbsent();
        this.requests = requests;
    }

    /** A number of leases that were held for a time, and the leases lost, threads and requests in it. */
    record Held(int leases, int lost, int threads, long requests, double cpuMicros, double micros) {
        double requestsPerSecond() {
            return requests * MICROS_PER_SECOND / micros;
        }

        double expectedPerSecond() {
            return leases * MILLIS_PER_SECOND / RENEWAL.toMillis();
        }
    }

    /** Holds each number of leases for the time of a number of renewals, after the first one. */
    List<Held> run(List<Integer> numbers, int renewals) throws InterruptedException {
        List<Held> found = new ArrayList<>();
        for (int number : numbers) {
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            try (Leases leases = Leases.builder(table.partition("of-" + number))
                    .duration(LEASE)
                    .build()) {
                for (int lease = 0; lease < number; lease++) {
                    Lease unused = leases.tryAcquire("l-" + lease).orElseThrow();
                }
                Thread.sleep(RENEWAL.toMillis());
                found.add(hold(leases, number, threads, RENEWAL.multipliedBy(renewals)));
            }
        }
        return found;
    }

    private Held hold(Leases leases, int number, int threadsBefore, Duration time) throws InterruptedException {
        long before = requests.sum();
        Stopwatch watch = new Stopwatch();
        Thread.sleep(time.toMillis());
        double micros = watch.micros();
        double cpuMicros = watch.cpuMicros();
        long sent = requests.sum() - before;
        int threads = ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore;
        return new Held(number, number - leases.held().size(), threads, sent, cpuMicros, micros);
    }

    static Table table(List<Held> runs) {
        Table table = new Table(
                "| leases | lost | threads | requests a second | by the interval | CPU, ms a second | CPU, µs a renewal |",
                "| --: | --: | --: | --: | --: | --: | --: |");
        runs.forEach(held -> table.row(
                held.leases(),
                held.lost(),
                held.threads(),
                Spread.format(held.requestsPerSecond(), 1),
                Spread.format(held.expectedPerSecond(), 1),
                Spread.format(held.cpuMicros() * MILLIS_PER_SECOND / held.micros(), 1),
                held.requests() == 0 ? "–" : Spread.format(held.cpuMicros() / held.requests(), 1)));
        return table;
    }

    static List<Goal> goals(List<Held> runs) {
        Held most = runs.get(runs.size() - 1);
        double lost = runs.stream().mapToInt(Held::lost).sum();
        return List.of(
                Goal.atMost(0, "leases: lost, of all runs", Spread.of(lost)),
                Goal.atMost(
                        LIMIT,
                        "leases: requests, to those by the interval, " + most.leases() + " held",
                        Spread.of(most.requestsPerSecond() / most.expectedPerSecond())));
    }
}
