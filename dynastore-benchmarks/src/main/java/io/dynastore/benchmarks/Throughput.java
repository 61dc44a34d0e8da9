package io.dynastore.benchmarks;

import io.dynastore.DynaStore;
import io.dynastore.benchmarks.Table.Goal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;
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
                run(client, number, warmUps, turn, new Rounds<>());
                run(client, number, report.isShort() ? 2 : 40, turn, turns);
            }
        }
        report.publish(
                Report.conditions("dynastore", "aws-sdk"),
                throughput(threads, turns),
                latency(threads, turns),
                "The goals, by the median:",
                Table.of(goals(threads, turns)));
    }

    /** Lets the contenders take turns; the one that begins alternates. */
    private static void run(
            DynamoDbClient client, int threads, int pairs, Duration duration, Rounds<Subject, Turn> turns)
            throws Exception {
        for (int pair = 0; pair < pairs; pair++) {
            for (boolean isRaw : pair % 2 == 0 ? new boolean[] {false, true} : new boolean[] {true, false}) {
                Turn turn = turn(client, isRaw, threads, duration);
                turns.add(new Subject(threads, isRaw), turn);
                System.out.printf(
                        "%d threads, pair %d of %d, %s: %.0f/s%n",
                        threads, pair + 1, pairs, isRaw ? "raw" : "dynastore", turn.perSecond());
            }
        }
    }

    /** Runs a turn on a table of its own, so that no turn finds more in the database than another. */
    private static Turn turn(DynamoDbClient client, boolean isRaw, int threads, Duration duration) throws Exception {
        Place place = new Place(client, "turn", null);
        DynaStore.create(client).table(place.table()).createIfAbsent();
        try {
            return isRaw
                    ? Turn.run(new RawEntries(place), threads, duration)
                    : Turn.run(DynastoreEntries.of(place), threads, duration);
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
                    turns.of(dynastore, Turn::perSecond).describe(0),
                    turns.of(raw, Turn::perSecond).describe(0),
                    turns.ratio(dynastore, raw, Turn::perSecond).describe(3),
                    turns.of(dynastore, Turn::cpuMicros).describe(0),
                    turns.of(raw, Turn::cpuMicros).describe(0),
                    turns.ratio(dynastore, raw, Turn::cpuMicros).describe(3));
        }
        return table;
    }

    static Table latency(List<Integer> threads, Rounds<Subject, Turn> turns) {
        Table table = new Table(
                "| threads | | median, ms: dynastore | raw | p99, ms: dynastore | raw |",
                "| --: | --- | --: | --: | --: | --: |");
        for (int number : threads) {
            for (Turn.Step step : Turn.Step.values()) {
                table.row(
                        number,
                        step.name().toLowerCase(Locale.ROOT),
                        millis(turns, new Subject(number, false), step, 0.5),
                        millis(turns, new Subject(number, true), step, 0.5),
                        millis(turns, new Subject(number, false), step, 0.99),
                        millis(turns, new Subject(number, true), step, 0.99));
            }
        }
        return table;
    }

    private static String millis(Rounds<Subject, Turn> turns, Subject subject, Turn.Step step, double quantile) {
        double median = turns.of(subject, turn -> turn.millis(step, quantile)).median();
        return String.format(Locale.ROOT, "%.2f", median);
    }

    static List<Goal> goals(List<Integer> threads, Rounds<Subject, Turn> turns) {
        return threads.stream()
                .map(number -> Goal.atLeast(
                        GOAL,
                        "throughput to raw, " + number + (number == 1 ? " thread" : " threads"),
                        turns.ratio(new Subject(number, false), new Subject(number, true), Turn::perSecond)))
                .toList();
    }

    /** The figures of a contender that had the database to itself, with the sorted latencies in nanoseconds. */
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
}
