package io.dynastore.benchmarks.overhead;

import io.dynastore.benchmarks.Goal;
import io.dynastore.benchmarks.overhead.OverheadBenchmark.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The figures of {@link OverheadBenchmark} as Markdown.
 *
 * @param rounds the figures of all trials
 */
record OverheadTables(Rounds rounds) {
    private static final List<String> OPERATIONS = List.of("get", "update", "create", "page");

    private static final double CPU_LIMIT = 1.05;
    private static final double BYTES_LIMIT = 1.08;
    private static final double ENHANCED_LIMIT = 0.85;

    /** The forks of a round: those that are compared come one after the other. */
    static List<Trial> trials() {
        return OPERATIONS.stream()
                .flatMap(operation -> Stream.of(Kind.values()).map(kind -> trial(operation, kind)))
                .toList();
    }

    private static Trial trial(String operation, Kind kind) {
        return new Trial(OverheadBenchmark.class, operation, Map.of("kind", kind.name()), kind == Kind.ENHANCED);
    }

    String figures() {
        return Stream.concat(
                        Stream.of(
                                "| | | CPU, µs | to raw | to Enhanced | bytes | to raw | to Enhanced |",
                                "| --- | --- | --: | --: | --: | --: | --: | --: |"),
                        OPERATIONS.stream()
                                .flatMap(operation -> Stream.of(Kind.values()).map(kind -> line(operation, kind))))
                .collect(Collectors.joining("\n"));
    }

    private String line(String operation, Kind kind) {
        Trial trial = trial(operation, kind);
        return Stream.of(
                        operation,
                        kind.title(),
                        rounds.of(trial, Figures::cpuMicros).describe(1),
                        ratio(trial, Kind.RAW, Figures::cpuMicros),
                        ratio(trial, Kind.ENHANCED, Figures::cpuMicros),
                        rounds.of(trial, Figures::bytes).describe(0),
                        ratio(trial, Kind.RAW, Figures::bytes),
                        ratio(trial, Kind.ENHANCED, Figures::bytes))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String ratio(Trial trial, Kind base, ToDoubleFunction<Figures> figure) {
        return rounds.ratio(trial, trial(trial.method(), base), figure).describe(2);
    }

    String goals() {
        List<Goal> goals = new ArrayList<>();
        for (String operation : List.of("get", "update", "create")) {
            goals.add(goal(operation, "CPU", Kind.RAW, "raw", CPU_LIMIT, Figures::cpuMicros));
            goals.add(goal(operation, "bytes", Kind.RAW, "raw", BYTES_LIMIT, Figures::bytes));
        }
        goals.add(goal("update", "CPU", Kind.ENHANCED, "Enhanced", ENHANCED_LIMIT, Figures::cpuMicros));
        goals.add(goal("update", "bytes", Kind.ENHANCED, "Enhanced", ENHANCED_LIMIT, Figures::bytes));
        return Goal.table(goals);
    }

    private Goal goal(
            String operation,
            String what,
            Kind base,
            String baseTitle,
            double limit,
            ToDoubleFunction<Figures> figure) {
        return new Goal(
                operation + ", strings: " + what + " to " + baseTitle,
                Goal.Bound.AT_MOST,
                limit,
                rounds.ratio(trial(operation, Kind.DYNASTORE), trial(operation, base), figure));
    }
}
