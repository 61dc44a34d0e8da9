package io.dynastore.benchmarks;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * The figures of a contender that had the database to itself.
 *
 * @param perSecond the operations a second
 * @param cpuMicros the CPU time of an operation in this process, in microseconds
 * @param latencies the duration of each operation in nanoseconds, from the shortest to the longest
 */
record Turn(double perSecond, double cpuMicros, Map<Step, long[]> latencies) {
    private static final double MICROS_PER_SECOND = 1_000_000;
    private static final double NANOS_PER_MILLI = 1_000_000;
    private static final String VALUE =
            "{\"name\":\"Ada Lovelace\",\"email\":\"ada.lovelace@example.org\",\"status\":\"new\","
                    + "\"address\":\"12 St James's Square, London\",\"orders\":17,\"newsletter\":true}";

    /** An operation on each entry; a second get follows at the end. */
    enum Step {
        CREATE,
        GET,
        UPDATE
    }

    static <E> Turn run(Entries<String, E> entries, int threads, Duration duration) throws Exception {
        Stopwatch watch = new Stopwatch();
        List<Map<Step, LongStream>> workers = Parallel.run(
                threads, thread -> () -> new Worker<>(entries, duration.toNanos()).work("t" + thread + "-"));
        return of(workers, watch.cpuMicros(), duration);
    }

    static Turn of(List<Map<Step, LongStream>> workers, double cpuMicros, Duration duration) {
        Map<Step, long[]> latencies = new EnumMap<>(Step.class);
        double operations = 0;
        for (Step step : Step.values()) {
            long[] all = workers.stream()
                    .flatMapToLong(worker -> worker.getOrDefault(step, LongStream.empty()))
                    .sorted()
                    .toArray();
            latencies.put(step, all);
            operations += all.length;
        }
        double micros = duration.toNanos() / 1_000.0;
        return new Turn(operations * MICROS_PER_SECOND / micros, cpuMicros / operations, latencies);
    }

    /** Returns the milliseconds that a part of the operations did not exceed; NaN if there is no operation. */
    double millis(Step step, double quantile) {
        long[] sorted = latencies.getOrDefault(step, new long[0]);
        int index = (int) Math.ceil(quantile * sorted.length) - 1;
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(index, 0)] / NANOS_PER_MILLI;
    }

    /** The share of a thread: it creates, reads, updates and reads one entry after the other until time is up. */
    private static final class Worker<E> {
        private final Map<Step, LongStream.Builder> latencies = new EnumMap<>(Step.class);
        private final Entries<String, E> entries;
        private final long deadline;

        Worker(Entries<String, E> entries, long nanos) {
            this.entries = entries;
            deadline = System.nanoTime() + nanos;
        }

        Map<Step, LongStream> work(String prefix) {
            for (int number = 0; System.nanoTime() < deadline; number++) {
                String key = prefix + number;
                E created = timed(Step.CREATE, () -> entries.create(key, VALUE));
                timed(Step.GET, () -> entries.get(key));
                timed(Step.UPDATE, () -> entries.update(created, VALUE));
                timed(Step.GET, () -> entries.get(key));
            }
            Map<Step, LongStream> found = new EnumMap<>(Step.class);
            latencies.forEach((step, durations) -> found.put(step, durations.build()));
            return found;
        }

        /** Does not count an operation that ends after the deadline. */
        private E timed(Step step, Supplier<E> operation) {
            long start = System.nanoTime();
            E result = operation.get();
            long end = System.nanoTime();
            if (end <= deadline) {
                latencies.computeIfAbsent(step, key -> LongStream.builder()).add(end - start);
            }
            return result;
        }
    }
}
