package io.dynastore.benchmarks.throughput;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;

/** A thread's share: it creates an entry, reads it, updates it and reads it again, then the next, until time is up. */
final class Worker<E> implements Callable<Map<Step, Latencies>> {
    private static final String VALUE =
            "{\"name\":\"Ada Lovelace\",\"email\":\"ada.lovelace@example.org\",\"status\":\"new\","
                    + "\"address\":\"12 St James's Square, London\",\"orders\":17,\"newsletter\":true}";

    private final Entries<E> entries;
    private final String prefix;
    private final CyclicBarrier begin;
    private final long nanos;
    private final Map<Step, Latencies> latencies = new EnumMap<>(Step.class);
    private long deadline;

    Worker(Entries<E> entries, String prefix, CyclicBarrier begin, long nanos) {
        this.entries = entries;
        this.prefix = prefix;
        this.begin = begin;
        this.nanos = nanos;
        for (Step step : Step.values()) {
            latencies.put(step, new Latencies());
        }
    }

    @Override
    public Map<Step, Latencies> call() throws Exception {
        begin.await();
        deadline = System.nanoTime() + nanos;
        for (int number = 0; System.nanoTime() < deadline; number++) {
            String key = prefix + number;
            E created = timed(Step.CREATE, () -> entries.create(key, VALUE));
            timed(Step.GET, () -> entries.get(key));
            timed(Step.UPDATE, () -> entries.update(created, VALUE));
            timed(Step.GET, () -> entries.get(key));
        }
        return latencies;
    }

    /** What ends after the deadline is not counted. */
    private E timed(Step step, Supplier<E> operation) {
        long start = System.nanoTime();
        E result = operation.get();
        long end = System.nanoTime();
        Latencies of = latencies.get(step);
        if (end <= deadline && of != null) {
            of.add(end - start);
        }
        return result;
    }
}
