package io.dynastore.benchmarks.throughput;

import io.dynastore.benchmarks.Cpu;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What one contender did while it had the database to itself.
 *
 * @param perSecond operations a second
 * @param cpuMicros CPU time of an operation in this process, in microseconds
 * @param latencies how long operations took
 */
record Turn(double perSecond, double cpuMicros, Map<Step, Latencies> latencies) {
    private static final double NANOS_PER_MICRO = 1_000;
    private static final double NANOS_PER_SECOND = 1_000_000_000;

    static <E> Turn run(Entries<E> entries, int threads, Duration duration) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier begin = new CyclicBarrier(threads);
            List<Worker<E>> workers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                workers.add(new Worker<>(entries, "t" + thread + "-", begin, duration.toNanos()));
            }
            long cpu = Cpu.nanos();
            List<Map<Step, Latencies>> found = new ArrayList<>();
            for (Future<Map<Step, Latencies>> worker : pool.invokeAll(workers)) {
                found.add(worker.get());
            }
            return of(found, Cpu.nanos() - cpu, duration);
        } finally {
            pool.shutdownNow();
        }
    }

    static Turn of(List<Map<Step, Latencies>> workers, long cpuNanos, Duration duration) {
        Map<Step, Latencies> all = new EnumMap<>(Step.class);
        workers.forEach(worker -> worker.forEach((step, latencies) ->
                all.computeIfAbsent(step, key -> new Latencies()).addAll(latencies)));
        int operations = all.values().stream().mapToInt(Latencies::size).sum();
        return new Turn(
                operations * NANOS_PER_SECOND / duration.toNanos(), cpuNanos / NANOS_PER_MICRO / operations, all);
    }

    double millis(Step step, double quantile) {
        Latencies of = latencies.get(step);
        return of == null ? Double.NaN : of.millis(quantile);
    }
}
