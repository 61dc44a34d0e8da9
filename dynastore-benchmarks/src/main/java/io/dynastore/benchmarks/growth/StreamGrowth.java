package io.dynastore.benchmarks.growth;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.Table;
import io.dynastore.benchmarks.Cpu;
import io.dynastore.benchmarks.growth.StreamFigures.Reading;
import io.dynastore.benchmarks.growth.StreamFigures.Size;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
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
    private static final int WARM_UPS = 30;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final String TABLE = "streams";

    private final DynamoDbClient client;
    private final Table table;

    StreamGrowth(DynamoDbClient client) {
        this.client = client;
        this.table = DynaStore.create(client).table(TABLE);
        table.createIfAbsent();
    }

    /** Each partition is read as often as makes as many entries in a round as the largest, which is the last, has. */
    StreamFigures run(List<Integer> sizes, int rounds) {
        sizes.forEach(this::fill);
        List<Size> found = sizes.stream().map(Size::new).toList();
        int most = sizes.get(sizes.size() - 1);
        for (int i = 0; i < WARM_UPS; i++) {
            check(stream(sizes.get(0)), sizes.get(0));
            check(pages(sizes.get(0)), sizes.get(0));
        }
        for (int round = 0; round < rounds; round++) {
            for (Size size : found) {
                size.dynastore().add(read(this::stream, size.entries(), most / size.entries()));
                size.pages().add(read(this::pages, size.entries(), most / size.entries()));
            }
        }
        found.forEach(size -> size.heapBytes().add(peakHeap(size.entries())));
        return new StreamFigures(found);
    }

    private static Reading read(IntToLongFunction reader, int size, int times) {
        long cpu = Cpu.nanos();
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            check(reader.applyAsLong(size), size);
        }
        double entries = (double) NANOS_PER_MICRO * size * times;
        return new Reading((System.nanoTime() - start) / entries, (Cpu.nanos() - cpu) / entries);
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
                throw new IllegalStateException("The database has left out items of a batch");
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
