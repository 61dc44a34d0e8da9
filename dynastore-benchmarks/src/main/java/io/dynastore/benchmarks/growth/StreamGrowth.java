package io.dynastore.benchmarks.growth;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.Table;
import io.dynastore.benchmarks.growth.StreamFigures.Size;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Streams partitions of several sizes, of entries that are large enough that even the smallest is more than a page. */
final class StreamGrowth {
    static final int VALUE_LENGTH = 1_100;
    static final int SAMPLE_EVERY = 250;

    private static final int BATCH = 25;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final String TABLE = "streams";

    private final DynamoDbClient client;
    private final Table table;

    StreamGrowth(DynamoDbClient client) {
        this.client = client;
        this.table = DynaStore.create(client).table(TABLE);
        table.createIfAbsent();
    }

    StreamFigures run(List<Integer> sizes, int rounds) {
        sizes.forEach(this::fill);
        List<Size> found = sizes.stream().map(Size::new).toList();
        for (int round = 0; round <= rounds; round++) {
            for (Size size : found) {
                long ours = timed(() -> stream(size.entries()), size.entries());
                long raw = timed(() -> pages(size.entries()), size.entries());
                // The first round is there to warm up.
                if (round > 0) {
                    size.micros().add(micros(ours, size));
                    size.rawMicros().add(micros(raw, size));
                }
            }
        }
        found.forEach(size -> size.heapBytes().add(peakHeap(size.entries())));
        return new StreamFigures(found);
    }

    private static double micros(long nanos, Size size) {
        return (double) nanos / NANOS_PER_MICRO / size.entries();
    }

    private interface Reading {
        long entries();
    }

    private static long timed(Reading reading, int expected) {
        long start = System.nanoTime();
        long read = reading.entries();
        long end = System.nanoTime();
        check(read, expected);
        return end - start;
    }

    private static void check(long read, int expected) {
        if (read != expected) {
            throw new IllegalStateException("Of " + expected + " entries " + read + " were read");
        }
    }

    private long stream(int size) {
        try (Stream<Entry<String>> entries = partition(size).stream(Query.all())) {
            return entries.mapToLong(entry -> entry.value().length() > 0 ? 1 : 0)
                    .sum();
        }
    }

    /** The same query by the SDK's own pages, which only looks at the values. */
    private long pages(int size) {
        return client
                .queryPaginator(request -> request.tableName(TABLE)
                        .keyConditionExpression("#partition = :partition")
                        .expressionAttributeNames(Map.of("#partition", "id"))
                        .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS(name(size)))))
                .items()
                .stream()
                .mapToLong(item -> item.containsKey("payload") ? 1 : 0)
                .sum();
    }

    /** What lives while a partition is streamed, at most, beyond what lived before. */
    private double peakHeap(int size) {
        long before = liveHeap();
        long peak = 0;
        long read = 0;
        try (Stream<Entry<String>> entries = partition(size).stream(Query.all())) {
            for (Entry<String> entry : (Iterable<Entry<String>>) entries::iterator) {
                read++;
                if (read % SAMPLE_EVERY == 0 && !entry.value().isEmpty()) {
                    peak = Math.max(peak, liveHeap() - before);
                }
            }
        }
        check(read, size);
        return peak;
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private Partition<String> partition(int size) {
        return table.partition(name(size));
    }

    private static String name(int size) {
        return "of-" + size;
    }

    private void fill(int size) {
        IntStream.range(0, (size + BATCH - 1) / BATCH).parallel().forEach(batch -> {
            List<WriteRequest> writes = new ArrayList<>(BATCH);
            for (int number = batch * BATCH; number < Math.min(size, (batch + 1) * BATCH); number++) {
                Map<String, AttributeValue> item = item(size, number);
                writes.add(
                        WriteRequest.builder().putRequest(put -> put.item(item)).build());
            }
            if (!client.batchWriteItem(request -> request.requestItems(Map.of(TABLE, writes)))
                    .unprocessedItems()
                    .isEmpty()) {
                throw new IllegalStateException("DynamoDB Local has left out items of a batch");
            }
        });
    }

    private static Map<String, AttributeValue> item(int size, int number) {
        return Map.of(
                "id", AttributeValue.fromS(name(size)),
                "name", AttributeValue.fromS("e-%06d".formatted(number)),
                "version", AttributeValue.fromN("1"),
                "writeId", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[24])),
                "payload", AttributeValue.fromS("x".repeat(VALUE_LENGTH)));
    }
}
