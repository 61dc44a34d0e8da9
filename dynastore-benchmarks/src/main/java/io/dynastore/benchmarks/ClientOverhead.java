package io.dynastore.benchmarks;

import io.dynastore.benchmarks.ClientBenchmark.Figures;
import io.dynastore.benchmarks.ClientBenchmark.Kind;
import io.dynastore.benchmarks.ClientBenchmark.Trial;
import io.dynastore.benchmarks.Rounds.Spread;
import io.dynastore.benchmarks.Table.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Reports the CPU time and the allocation of each contender in the client's process, when DynamoDB answers at once. */
record ClientOverhead(Rounds<Trial, Figures> rounds) {
    private static final List<String> OPERATIONS =
            List.of("get", "update", "create", ClientBenchmark.TRANSACTION, "page", ClientBenchmark.LARGE_PAGE);

    /** Runs the report. */
    public static void main(String[] arguments) throws Exception {
        Report report = Report.of("client-overhead", arguments);
        int number = Integer.parseInt(arguments[2]);
        ClientOverhead overhead = new ClientOverhead(ClientBenchmark.run(trials(), number, report.isShort()));
        report.publish(
                Report.conditions("dynastore", "aws-sdk"),
                "Rounds in this run: " + number + ".",
                overhead.table(),
                "The goals, by the median:",
                Table.of(overhead.goals()));
    }

    /** Returns the forks of a round: those that are compared come one after the other. */
    static List<Trial> trials() {
        return OPERATIONS.stream()
                .flatMap(operation -> Stream.of(Kind.values()).map(kind -> Trial.of(operation, kind)))
                .toList();
    }

    Table table() {
        Table table = new Table(
                "| | | CPU, µs | to raw | to Enhanced | bytes | to raw | to Enhanced |",
                "| --- | --- | --: | --: | --: | --: | --: | --: |");
        for (Trial trial : trials()) {
            table.row(
                    trial.operation(),
                    trial.kind().title,
                    rounds.of(trial, Figures::cpuMicros).describe(1),
                    ratio(trial, Kind.RAW, Figures::cpuMicros).describe(2),
                    ratio(trial, Kind.ENHANCED, Figures::cpuMicros).describe(2),
                    rounds.of(trial, Figures::bytes).describe(0),
                    ratio(trial, Kind.RAW, Figures::bytes).describe(2),
                    ratio(trial, Kind.ENHANCED, Figures::bytes).describe(2));
        }
        return table;
    }

    private Spread ratio(Trial trial, Kind base, ToDoubleFunction<Figures> figure) {
        return rounds.ratio(trial, Trial.of(trial.operation(), base), figure);
    }

    List<Goal> goals() {
        List<Goal> goals = new ArrayList<>();
        for (String operation : List.of("get", "update", "create")) {
            goals.addAll(goals(operation, Kind.DYNASTORE, Kind.RAW, "strings: %s to raw", 1.05, 1.08));
        }
        goals.addAll(goals("update", Kind.DYNASTORE, Kind.ENHANCED, "strings: %s to Enhanced", 0.85, 0.85));
        goals.add(Goal.atMost(
                1.1,
                "transaction, strings: bytes to raw",
                ratio(Trial.of(ClientBenchmark.TRANSACTION, Kind.DYNASTORE), Kind.RAW, Figures::bytes)));
        for (String page : List.of("page", ClientBenchmark.LARGE_PAGE)) {
            goals.add(Goal.atMost(
                    1,
                    page + ", JSON: CPU to Enhanced",
                    ratio(Trial.of(page, Kind.DYNASTORE_JSON), Kind.ENHANCED, Figures::cpuMicros)));
        }
        for (String operation : OPERATIONS) {
            goals.addAll(goals(operation, Kind.OBSERVED, Kind.DYNASTORE, "observed: %s to unobserved", 1.2, 1.1));
        }
        return goals;
    }

    private List<Goal> goals(
            String operation, Kind kind, Kind base, String figure, double cpuLimit, double bytesLimit) {
        Trial trial = Trial.of(operation, kind);
        String title = operation + ", " + figure;
        return List.of(
                Goal.atMost(cpuLimit, title.formatted("CPU"), ratio(trial, base, Figures::cpuMicros)),
                Goal.atMost(bytesLimit, title.formatted("bytes"), ratio(trial, base, Figures::bytes)));
    }
}
