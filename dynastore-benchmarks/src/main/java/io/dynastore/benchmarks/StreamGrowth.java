package io.dynastore.benchmarks;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.benchmarks.Rounds.Spread;
import io.dynastore.benchmarks.Table.Goal;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Streams partitions of several sizes, whose entries are so large that even the smallest is more than a page. */
final class StreamGrowth {
    private static final String VALUE = "x".repeat(1_100);
    private static final int HEAP_SAMPLE_INTERVAL = 250;
    private static final int WARM_UPS = 30;
    private static final double LIMIT = 1.25;
    private static final double MIB = 1024 * 1024;

    private final DynamoDbClient client;
    private final io.dynastore.Table table;
    final Rounds<Subject, Reading> readings = new Rounds<>();
    final Rounds<Integer, Double> heap = new Rounds<>();

    StreamGrowth(DynamoDbClient client, io.dynastore.Table table) {
        this.client = client;
        this.table = table;
    }

    /** A reader of a partition: {@code stream}, or the SDK's pages. */
    record Subject(int entries, boolean isPages) {}

    /** The time of an entry, when all entries of a partition were read. */
    record Reading(double micros, double cpuMicros) {}

    /** Reads each partition so often in a round that as many entries are read as the largest, the last one, has. */
    void run(List<Integer> sizes, int rounds) throws Exception {
        sizes.forEach(size -> IntStream.range(0, size)
                .parallel()
                .forEach(number -> partition(size).put("e-%06d".formatted(number), VALUE)));
        List<Subject> subjects = sizes.stream()
                .flatMap(size -> Stream.of(new Subject(size, false), new Subject(size, true)))
                .toList();
        subjects.subList(0, 2).forEach(subject -> read(subject, WARM_UPS));
        int most = sizes.get(sizes.size() - 1);
        readings.run(subjects, 0, rounds, subject -> read(subject, most / subject.entries()));
        sizes.forEach(size -> heap.add(size, peakHeap(size)));
    }

    private Reading read(Subject subject, int times) {
        Stopwatch watch = new Stopwatch();
        for (int i = 0; i < times; i++) {
            check(subject.isPages() ? pages(subject.entries()) : stream(subject.entries()), subject.entries());
        }
        double entries = (double) subject.entries() * times;
        return new Reading(watch.micros() / entries, watch.cpuMicros() / entries);
    }

    private static void check(long read, int expected) {
        if (read != expected) {
            throw new IllegalStateException(read + " of " + expected + " entries were read.");
        }
    }

    private long stream(int size) {
        try (Stream<Entry<String>> entries = partition(size).stream(Query.all())) {
            return entries.mapToLong(entry -> entry.value().isEmpty() ? 0 : 1).sum();
        }
    }

    /** Sends the same query through the SDK's own pages, and only looks at the values. */
    private long pages(int size) {
        Map<String, AttributeValue> values =
                Map.of(":partition", AttributeValue.fromS(partition(size).name()));
        return client
                .queryPaginator(request -> request.tableName(table.name())
                        .keyConditionExpression("#partition = :partition")
                        .expressionAttributeNames(Map.of("#partition", "id"))
                        .expressionAttributeValues(values))
                .items()
                .stream()
                .mapToLong(item -> item.containsKey("payload") ? 1 : 0)
                .sum();
    }

    /** Returns the most bytes that live while a partition is streamed, beyond those that lived before. */
    private double peakHeap(int size) {
        long before = liveHeap();
        long peak = 0;
        int read = 0;
        try (Stream<Entry<String>> entries = partition(size).stream(Query.all())) {
            for (Entry<String> entry : (Iterable<Entry<String>>) entries::iterator) {
                read++;
                if (read % HEAP_SAMPLE_INTERVAL == 0 && !entry.value().isEmpty()) {
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
        return table.partition("streamed-" + size);
    }

    Table table() {
        Table table = new Table(
                "| entries | µs an entry | SDK's pages | ratio | client's CPU, µs an entry | SDK's pages | ratio"
                        + " | live heap at most, MiB |",
                "| --: | --: | --: | --: | --: | --: | --: | --: |");
        for (int size : heap.subjects()) {
            Subject stream = new Subject(size, false);
            Subject pages = new Subject(size, true);
            table.row(
                    Spread.format(size, 0),
                    readings.compare(stream, pages, Reading::micros, 1, 2),
                    readings.compare(stream, pages, Reading::cpuMicros, 1, 2),
                    heap.of(size, bytes -> bytes / MIB).describe(2));
        }
        return table;
    }

    List<Goal> goals() {
        List<Integer> sizes = heap.subjects();
        int smallest = sizes.get(0);
        int largest = sizes.get(sizes.size() - 1);
        String which = ", " + Spread.format(largest, 0) + " entries to " + Spread.format(smallest, 0);
        return List.of(
                Goal.atMost(LIMIT, "stream: time for an entry" + which, ratio(largest, smallest, Reading::micros)),
                Goal.atMost(
                        LIMIT,
                        "stream: client's CPU for an entry" + which,
                        ratio(largest, smallest, Reading::cpuMicros)),
                Goal.atMost(LIMIT, "stream: live heap" + which, heap.ratio(largest, smallest, bytes -> bytes)));
    }

    private Spread ratio(int largest, int smallest, ToDoubleFunction<Reading> figure) {
        return readings.ratio(new Subject(largest, false), new Subject(smallest, false), figure);
    }
}
