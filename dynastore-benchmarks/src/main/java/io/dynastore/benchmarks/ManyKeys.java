package io.dynastore.benchmarks;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.benchmarks.Table.Goal;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reports the time of operations on many keys, when each request takes 5 ms: one after the other, and several at once. */
final class ManyKeys {
    private static final Duration LATENCY = Duration.ofMillis(5);
    private static final String VALUE = "x".repeat(2_000);

    /** The entries of 2 KB that a page of 1 MB has, about. */
    private static final int PAGE = 500;

    /** 5 ms of computing for a page. */
    private static final long WORK_NANOS = 10_000;

    /** The number of requests whose mean is one point of the chart. */
    private static final int POINT = 10;

    private static final String WAITING = "stream, 5 ms of waiting a page";
    private static final List<String> OPERATIONS =
            List.of("findAll", "deleteAll", WAITING, "stream, 5 ms of computing a page");

    /** An operation, in turn or at once. */
    record Subject(String operation, boolean isInTurn) {}

    /** Runs the report. The short form has fewer keys. */
    public static void main(String[] arguments) throws Exception {
        Report report = Report.of("many-keys", arguments);
        List<String> keys = IntStream.range(0, report.isShort() ? 1_000 : 10_000)
                .mapToObj("k-%06d"::formatted)
                .toList();
        List<Subject> subjects = OPERATIONS.stream()
                .flatMap(operation -> Stream.of(new Subject(operation, false), new Subject(operation, true)))
                .toList();
        Rounds<Subject, Double> millis = new Rounds<>();
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            DynaStore.create(client).table("keys").createIfAbsent();
            millis.run(
                    subjects,
                    report.isShort() ? 1 : 3,
                    report.isShort() ? 1 : 7,
                    subject -> millis(subject, database, client, keys));
        }
        Table table = new Table("| | ms, several at once | in turn | ratio |", "| --- | --: | --: | --: |");
        List<Goal> goals = new ArrayList<>();
        for (String operation : OPERATIONS) {
            Subject atOnce = new Subject(operation, false);
            Subject inTurn = new Subject(operation, true);
            table.row(operation, millis.compare(atOnce, inTurn, ms -> ms, 0, 2));
            double limit = operation.startsWith("stream") ? 0.7 : 0.3;
            goals.add(Goal.atMost(limit, operation + ": time to that in turn", millis.ratio(atOnce, inTurn, ms -> ms)));
        }
        report.publish(
                Report.conditions("dynastore", "aws-sdk"),
                table,
                "The goals, by the median:",
                Table.of(goals),
                throttled(keys));
    }

    /** Returns the partition of all entries, which a run of {@code deleteAll} has emptied. */
    private static Partition<String> filled(DynamoDbClient client, int maxConcurrentRequests, List<String> keys) {
        DynaStore store = DynaStore.builder(client)
                .maxConcurrentRequests(maxConcurrentRequests)
                .build();
        Partition<String> partition = store.table("keys").partition("of");
        if (partition.count(Query.all()) == 0) {
            keys.parallelStream().forEach(key -> partition.put(key, VALUE));
        }
        return partition;
    }

    private static double millis(Subject subject, EmbeddedDynamoDb database, DynamoDbClient client, List<String> keys) {
        database.faults().reset();
        Partition<String> partition = filled(client, subject.isInTurn() ? 1 : 8, keys);
        database.faults().always(Fault.delay(LATENCY));
        Stopwatch watch = new Stopwatch();
        long done = switch (subject.operation()) {
            case "findAll" -> partition.findAll(keys).size();
            case "deleteAll" -> partition.deleteAll(keys);
            default ->
                partition.stream(subject.isInTurn() ? Query.all() : Query.all().readAhead())
                        .filter(entry -> subject.operation().equals(WAITING) ? await(entry) : compute())
                        .count();
        };
        if (done != keys.size()) {
            throw new IllegalStateException(subject + " processed " + done);
        }
        return watch.micros() / 1000;
    }

    /** Waits for another service after each page, about. */
    private static boolean await(Entry<String> entry) {
        if (Integer.parseInt(entry.key().substring("k-".length())) % PAGE == 0) {
            pause();
        }
        return true;
    }

    private static boolean compute() {
        long end = System.nanoTime() + WORK_NANOS;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(LATENCY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Deletes while DynamoDB throttles every second request for a while. */
    private static String throttled(List<String> keys) {
        int chunks = keys.size() / 25;
        Wire wire = new Wire();
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = Meter.client(database, wire);
                DynamoDbClient direct = EmbeddedClients.of(database)) {
            DynaStore.create(direct).table("keys").createIfAbsent();
            filled(direct, 8, keys);
            database.faults().next("BatchWriteItem", chunks / 4, Fault.pass());
            for (int i = 0; i < chunks / 4; i++) {
                database.faults().next("BatchWriteItem", Fault.throughputExceeded(), Fault.pass());
            }
            if (DynaStore.create(client).table("keys").partition("of").deleteAll(keys) != keys.size()) {
                throw new IllegalStateException("Some keys were missed.");
            }
        }
        return wire.plot();
    }

    /** The way to the database, which takes its time. Notes how many requests are under way at once. Thread-safe. */
    private static final class Wire implements ExecutionInterceptor {
        private final List<Integer> atOnce = new ArrayList<>();
        private int now;

        private synchronized void count(int change) {
            now += change;
            if (change > 0) {
                atOnce.add(now);
            }
        }

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            count(1);
            pause();
        }

        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
            count(-1);
        }

        /** Returns a chart of Mermaid. */
        synchronized String plot() {
            List<String> points = IntStream.range(0, atOnce.size() / POINT)
                    .mapToObj(i -> atOnce.subList(i * POINT, (i + 1) * POINT).stream()
                            .collect(Collectors.averagingInt(requests -> requests)))
                    .map(mean -> Rounds.Spread.format(mean, 1))
                    .toList();
            return """
                ```mermaid
                xychart-beta
                    title "deleteAll: requests at once"
                    x-axis "requests" 0 --> %d
                    y-axis "at once" 0 --> 8
                    line [%s]
                ```\
                """.formatted(points.size() * POINT, String.join(", ", points));
        }
    }
}
