package io.dynastore.benchmarks.growth;

import io.dynastore.Codec;
import io.dynastore.DynaStore;
import io.dynastore.KeyModifiedException;
import io.dynastore.Partition;
import io.dynastore.Table;
import io.dynastore.benchmarks.growth.ModifyFigures.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Counts one entry up, by several writers at once, the same number of times in each run. */
final class ModifyGrowth {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final String KEY = "counter";

    private final Partition<String> partition;
    private final RequestCounter requests;

    ModifyGrowth(DynamoDbClient client, RequestCounter requests) {
        Table table = DynaStore.create(client).table("counters");
        table.createIfAbsent();
        this.partition = table.partition("counters", Codec.string());
        this.requests = requests;
    }

    ModifyFigures run(List<Integer> writers, int changes, int rounds) throws Exception {
        List<Run> runs = new ArrayList<>();
        // The first round is there to warm up.
        for (int round = 0; round <= rounds; round++) {
            for (int number : writers) {
                Run run = run(number, changes / number);
                if (round > 0) {
                    runs.add(run);
                }
            }
        }
        return new ModifyFigures(runs);
    }

    private Run run(int writers, int changesEach) throws Exception {
        partition.put(KEY, "0");
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try {
            Callable<Integer> writer = writer(new CyclicBarrier(writers), changesEach);
            long sent = requests.count();
            long start = System.nanoTime();
            int changed = 0;
            for (Future<Integer> done : pool.invokeAll(Collections.nCopies(writers, writer))) {
                changed += done.get();
            }
            long nanos = System.nanoTime() - start;
            long all = requests.count() - sent;
            int counted = Integer.parseInt(partition.get(KEY).value());
            int asked = writers * changesEach;
            return new Run(writers, asked, changed, changed - counted, all, (double) nanos / NANOS_PER_MICRO);
        } finally {
            pool.shutdownNow();
        }
    }

    /** How many of its changes were made; {@code modify} gives up after a number of conflicts. */
    private Callable<Integer> writer(CyclicBarrier begin, int changes) {
        return () -> {
            begin.await();
            int made = 0;
            for (int change = 0; change < changes; change++) {
                try {
                    partition.modify(KEY, value -> Integer.toString(Integer.parseInt(value) + 1));
                    made++;
                } catch (KeyModifiedException e) {
                    // Given up, which the figures tell.
                }
            }
            return made;
        };
    }
}
