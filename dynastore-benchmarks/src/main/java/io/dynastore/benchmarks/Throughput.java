package io.dynastore.benchmarks;

import io.dynastore.DynaStore;
import io.dynastore.benchmarks.Rounds.Spread;
import io.dynastore.benchmarks.Table.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reports throughput and latency of dynastore and of the raw client, against an embedded database in another process. */
final class Throughput {
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final double GOAL = 0.97;

    /** A contender at a number of threads. */
    record Subject(int threads, boolean isRaw) {}

    /** Runs the report. The short form has fewer and shorter turns. */
    public static void main(String[] arguments) throws Exception {
        Report report = Report.of("throughput", arguments);
        List<Integer> threads = List.of(1, 8, 64);
        Duration turn = Duration.ofMillis(report.isShort() ? 500 : 1000);
        int warmUps = report.isShort() ? 1 : (int) WARM_UP.dividedBy(turn.multipliedBy(2));
        Rounds<Subject, Turn> turns = new Rounds<>();
        try (JavaProcess.Database database = JavaProcess.Database.start();
                DynamoDbClient client = database.client()) {
            for (int number : threads) {
                List<Subject> contenders = List.of(new Subject(number, false), new Subject(number, true));
                turns.run(contenders, warmUps, report.isShort() ? 2 : 40, subject -> turn(client, subject, turn));
            }
        }
        report.publish(
                Report.conditions("dynastore", "aws-sdk"),
                throughput(threads, turns),
                latency(threads, turns),
                "The goals, by the median:",
                Table.of(goals(threads, turns)));
    }

    /** Runs a turn on a table of its own, so that no turn finds more in the database than another. */
    private static Turn turn(DynamoDbClient client, Subject subject, Duration duration) throws Exception {
        Place place = new Place(client, "turn", null);
        DynaStore.create(client).table(place.table()).createIfAbsent();
        try {
            Entries<String, ?> entries = subject.isRaw() ? new RawEntries(place) : DynastoreEntries.of(place);
            return Turn.run(entries, subject.threads(), duration);
        } finally {
            client.deleteTable(request -> request.tableName(place.table()));
        }
    }

    static Table throughput(List<Integer> threads, Rounds<Subject, Turn> turns) {
        Table table = new Table(
                "| threads | operations a second: dynastore | raw | ratio | client's CPU, µs: dynastore | raw | ratio |",
                "| --: | --: | --: | --: | --: | --: | --: |");
        for (int number : threads) {
            Subject dynastore = new Subject(number, false);
            Subject raw = new Subject(number, true);
            table.row(
                    number,
                    turns.compare(dynastore, raw, Turn::perSecond, 0, 3),
                    turns.compare(dynastore, raw, Turn::cpuMicros, 0, 3));
        }
        return table;
    }

    static Table latency(List<Integer> threads, Rounds<Subject, Turn> turns) {
        Table table = new Table(
                "| threads | | median, ms: dynastore | raw | p99, ms: dynastore | raw |",
                "| --: | --- | --: | --: | --: | --: |");
        for (int number : threads) {
            for (Step step : Step.values()) {
                Stream<Spread> millis = Stream.of(0.5, 0.99)
                        .flatMap(quantile -> Stream.of(false, true)
                                .map(isRaw ->
                                        turns.of(new Subject(number, isRaw), turn -> turn.millis(step, quantile))));
                Stream<String> medians = millis.map(each -> Spread.format(each.median(), 2));
                table.row(number, step.name().toLowerCase(Locale.ROOT), medians);
            }
        }
        return table;
    }

    static List<Goal> goals(List<Integer> threads, Rounds<Subject, Turn> turns) {
        return threads.stream()
                .map(number -> Goal.atLeast(
                        GOAL,
                        "throughput to raw, " + number + (number == 1 ? " thread" : " threads"),
                        turns.ratio(new Subject(number, false), new Subject(number, true), Turn::perSecond)))
                .toList();
    }

    /** An operation on each entry; a second get follows at the end. */
    enum Step {
        CREATE,
        GET,
        UPDATE
    }

    /** An operation that ended in time, and the nanoseconds that it took. */
    record Operation(Step step, long nanos) {}

    /** The figures of a contender that had the database to itself. */
    record Turn(double perSecond, double cpuMicros, Map<Step, long[]> sortedNanos) {
        private static final String VALUE =
                "{\"name\":\"Ada Lovelace\",\"email\":\"ada.lovelace@example.org\",\"status\":\"new\","
                        + "\"address\":\"12 St James's Square, London\",\"orders\":17,\"newsletter\":true}";

        static Turn run(Entries<String, ?> entries, int threads, Duration duration) throws Exception {
            Stopwatch watch = new Stopwatch();
            List<List<Operation>> workers =
                    Parallel.run(threads, thread -> () -> work(entries, "t" + thread + "-", duration.toNanos()));
            return of(workers.stream().flatMap(List::stream).toList(), watch.cpuMicros(), duration);
        }

        static Turn of(List<Operation> operations, double cpuMicros, Duration duration) {
            Map<Step, long[]> sortedNanos = new EnumMap<>(Step.class);
            for (Step step : Step.values()) {
                sortedNanos.put(
                        step,
                        operations.stream()
                                .filter(operation -> operation.step == step)
                                .mapToLong(Operation::nanos)
                                .sorted()
                                .toArray());
            }
            double perSecond = operations.size() * 1e9 / duration.toNanos();
            return new Turn(perSecond, cpuMicros / operations.size(), sortedNanos);
        }

        @Override
        public String toString() {
            return Spread.format(perSecond, 0) + " operations a second";
        }

        /** Returns the milliseconds that a part of the operations did not exceed; NaN if there is no operation. */
        double millis(Step step, double quantile) {
            long[] sorted = sortedNanos.getOrDefault(step, new long[0]);
            int index = (int) Math.ceil(quantile * sorted.length) - 1;
            return sorted.length == 0 ? Double.NaN : sorted[Math.max(index, 0)] / 1e6;
        }

        /** Creates, reads, updates and reads one entry after the other until time is up. */
        private static <E> List<Operation> work(Entries<String, E> entries, String prefix, long nanos) {
            long deadline = System.nanoTime() + nanos;
            List<Operation> done = new ArrayList<>();
            for (int number = 0; System.nanoTime() < deadline; number++) {
                String key = prefix + number;
                E created = timed(done, deadline, Step.CREATE, () -> entries.create(key, VALUE));
                timed(done, deadline, Step.GET, () -> entries.get(key));
                timed(done, deadline, Step.UPDATE, () -> entries.update(created, VALUE));
                timed(done, deadline, Step.GET, () -> entries.get(key));
            }
            return done;
        }

        /** Does not count an operation that ends after the deadline. */
        private static <E> E timed(List<Operation> done, long deadline, Step step, Supplier<E> operation) {
            long start = System.nanoTime();
            E result = operation.get();
            long end = System.nanoTime();
            if (end <= deadline) {
                done.add(new Operation(step, end - start));
            }
            return result;
        }
    }
}
