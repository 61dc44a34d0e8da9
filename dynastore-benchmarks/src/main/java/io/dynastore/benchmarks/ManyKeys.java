package io.dynastore.benchmarks;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.benchmarks.Table.Goal;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Fault;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reports the time of operations on many keys, when each request takes 5 ms: one after the other, and several at once. */
final class ManyKeys {
    private static final Duration LATENCY = Duration.ofMillis(5);
    private static final String VALUE = "x".repeat(2_000);

    /** 5 ms for a page of 500 entries. */
    private static final long WORK_NANOS = 10_000;

    private static final List<String> OPERATIONS = List.of("findAll", "deleteAll", "stream, 5 ms of work a page");

    /** An operation, in turn or at once. */
    record Subject(String operation, boolean isInTurn) {}

    /** Runs the report. The short form has fewer keys. */
    public static void main(String[] arguments) throws Exception {
        Report report = Report.of("many-keys", arguments);
        List<String> keys = IntStream.range(0, report.isShort() ? 1_000 : 10_000)
                .mapToObj("k-%06d"::formatted)
                .toList();
        Rounds<Subject, Double> millis = new Rounds<>();
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            DynaStore.create(client).table("keys").createIfAbsent();
            List<Subject> subjects = OPERATIONS.stream()
                    .flatMap(operation -> List.of(new Subject(operation, false), new Subject(operation, true)).stream())
                    .toList();
            millis.run(subjects, 1, report.isShort() ? 1 : 5, subject -> {
                database.faults().reset();
                DynaStore store = DynaStore.builder(client)
                        .maxConcurrentRequests(subject.isInTurn() ? 1 : 8)
                        .build();
                Partition<String> partition = store.table("keys").partition("of");
                if (partition.count(Query.all()) == 0) {
                    keys.parallelStream().forEach(key -> partition.put(key, VALUE));
                }
                database.faults().always(Fault.delay(LATENCY));
                return millis(subject, partition, keys);
            });
        }
        Table table = new Table("| | ms, several at once | in turn | ratio |", "| --- | --: | --: | --: |");
        OPERATIONS.forEach(operation -> table.row(
                operation,
                millis.compare(new Subject(operation, false), new Subject(operation, true), ms -> ms, 0, 2)));
        List<Goal> goals = OPERATIONS.stream()
                .map(operation -> Goal.atMost(
                        operation.startsWith("stream") ? 0.7 : 0.3,
                        operation + ": time to that in turn",
                        millis.ratio(new Subject(operation, false), new Subject(operation, true), ms -> ms)))
                .toList();
        report.publish(Report.conditions("dynastore", "aws-sdk"), table, "The goals, by the median:", Table.of(goals));
    }

    private static double millis(Subject subject, Partition<String> partition, List<String> keys) {
        Stopwatch watch = new Stopwatch();
        long done = switch (subject.operation()) {
            case "findAll" -> partition.findAll(keys).size();
            case "deleteAll" -> partition.deleteAll(keys);
            default ->
                partition.stream(subject.isInTurn() ? Query.all() : Query.all().readAhead())
                        .filter(entry -> work())
                        .count();
        };
        if (done != keys.size()) {
            throw new IllegalStateException(subject + " processed " + done);
        }
        return watch.micros() / 1000;
    }

    private static boolean work() {
        long end = System.nanoTime() + WORK_NANOS;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return true;
    }
}
