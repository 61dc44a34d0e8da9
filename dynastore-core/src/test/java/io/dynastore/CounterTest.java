package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.RandomFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Counters that many threads modify while replies and requests are lost. Under {@code mvn -Psoak} there are 20 seeds, each for
 * longer.
 */
class CounterTest {
    private static final boolean SOAK = Boolean.getBoolean("dynastore.soak");
    private static final int THREADS = 8;
    private static final int KEYS = 3;

    private final TestStore store = new TestStore();
    private final AtomicIntegerArray confirmed = new AtomicIntegerArray(KEYS);
    private final AtomicIntegerArray unknown = new AtomicIntegerArray(KEYS);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SOAK ? 20 : 4);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eachConfirmedIncrementIsThereOnceAndEachUnknownOneAtMostOnce(long seed) throws Exception {
        for (int key = 0; key < KEYS; key++) {
            store.partition.create("counter-" + key, "0");
        }
        // Two attempts, so that both are lost now and then.
        Faults faults = new Faults()
                .randomly(RandomFaults.seeded(seed)
                        .with(Fault.loseReply(), 0.10)
                        .with(Fault.drop(), 0.05)
                        .only("UpdateItem"));
        Partition<String> partition = DynaStore.builder(TestDynamoDb.client(faults, 2))
                .clock(store.clock)
                .build()
                .table(TestStore.CRM)
                .partition(store.partition.name());

        // With the pauses of production, or nothing would show a writer that starves.
        incrementConcurrently(partition, SOAK ? 10_000 : 2_000);

        for (int key = 0; key < KEYS; key++) {
            Entry<String> counter = store.partition.get("counter-" + key);
            assertThat(Long.parseLong(counter.value()))
                    .as("counter %d of seed %d", key, seed)
                    .isBetween((long) confirmed.get(key), (long) confirmed.get(key) + unknown.get(key))
                    .isEqualTo(counter.version() - 1);
        }
        assertThat(unknown.get(0) + unknown.get(1) + unknown.get(2)).isPositive();
    }

    private void incrementConcurrently(Partition<String> partition, int increments)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                running.add(threads.submit(() -> {
                    for (int i = first; i < increments; i += THREADS) {
                        increment(partition, i % KEYS);
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void increment(Partition<String> partition, int key) {
        try {
            partition.modify("counter-" + key, value -> Integer.toString(Integer.parseInt(value) + 1));
            confirmed.incrementAndGet(key);
        } catch (OutcomeUnknownException e) {
            unknown.incrementAndGet(key);
        }
    }
}
