package io.dynastore.benchmarks.growth;

import io.dynastore.DynaStore;
import io.dynastore.Table;
import io.dynastore.benchmarks.Cpu;
import io.dynastore.benchmarks.growth.LeaseFigures.Held;
import io.dynastore.lease.Leases;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Holds leases, which are renewed meanwhile by themselves. */
final class LeaseGrowth {
    static final Duration LEASE = Duration.ofSeconds(9);
    static final Duration RENEWAL = LEASE.dividedBy(3);

    private static final double NANOS_PER_SECOND = 1_000_000_000;

    private final Table table;
    private final RequestCounter requests;

    LeaseGrowth(DynamoDbClient client, RequestCounter requests) {
        this.table = DynaStore.create(client).table("leases");
        table.createIfAbsent();
        this.requests = requests;
    }

    /** Each number of leases, for so long as a number of renewals takes. */
    LeaseFigures run(List<Integer> numbers, int renewals) throws InterruptedException {
        List<Held> found = new ArrayList<>();
        for (int number : numbers) {
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            try (Leases leases = Leases.builder(table.partition("of-" + number))
                    .duration(LEASE)
                    .build()) {
                for (int lease = 0; lease < number; lease++) {
                    if (leases.tryAcquire("l-" + lease).isEmpty()) {
                        throw new IllegalStateException("A lease that nobody has used is held");
                    }
                }
                // Every one has been renewed once before it counts.
                Thread.sleep(RENEWAL.toMillis());
                found.add(hold(leases, number, threads, RENEWAL.multipliedBy(renewals)));
            }
        }
        return new LeaseFigures(found);
    }

    private Held hold(Leases leases, int number, int threadsBefore, Duration time) throws InterruptedException {
        long sent = requests.count();
        long cpu = Cpu.nanos();
        long start = System.nanoTime();
        Thread.sleep(time.toMillis());
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        double cpuSeconds = (Cpu.nanos() - cpu) / NANOS_PER_SECOND;
        long renewed = requests.count() - sent;
        int threads = ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore;
        return new Held(number, number - leases.held().size(), threads, renewed, cpuSeconds, seconds);
    }
}
