package io.dynastore.benchmarks.throughput;

import io.dynastore.benchmarks.Goal;
import io.dynastore.benchmarks.Goal.Bound;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The figures as Markdown.
 *
 * @param runs the pairs of each number of threads
 */
record ThroughputTables(List<Pairs> runs) {
    private static final double GOAL = 0.97;
    private static final double MEDIAN = 0.5;
    private static final double P99 = 0.99;

    String throughput() {
        return lines(
                Stream.of(
                        "| threads | operations a second: dynastore | raw | ratio | client's CPU, µs: dynastore | raw | ratio |",
                        "| --: | --: | --: | --: | --: | --: | --: |"),
                runs.stream()
                        .map(pairs -> row(
                                Integer.toString(pairs.threads()),
                                Pairs.spread(pairs.dynastore(), Turn::perSecond).describe(0),
                                Pairs.spread(pairs.raw(), Turn::perSecond).describe(0),
                                pairs.ratio(Turn::perSecond).describe(3),
                                Pairs.spread(pairs.dynastore(), Turn::cpuMicros).describe(0),
                                Pairs.spread(pairs.raw(), Turn::cpuMicros).describe(0),
                                pairs.ratio(Turn::cpuMicros).describe(3))));
    }

    String latency() {
        return lines(
                Stream.of(
                        "| threads | | median, ms: dynastore | raw | p99, ms: dynastore | raw |",
                        "| --: | --- | --: | --: | --: | --: |"),
                runs.stream().flatMap(pairs -> Stream.of(Step.values()).map(step -> latency(pairs, step))));
    }

    private static String latency(Pairs pairs, Step step) {
        return row(
                Integer.toString(pairs.threads()),
                step.title(),
                millis(pairs.dynastore(), step, MEDIAN),
                millis(pairs.raw(), step, MEDIAN),
                millis(pairs.dynastore(), step, P99),
                millis(pairs.raw(), step, P99));
    }

    private static String millis(List<Turn> turns, Step step, double quantile) {
        return String.format(
                Locale.ROOT,
                "%.2f",
                Pairs.spread(turns, turn -> turn.millis(step, quantile)).median());
    }

    String goals() {
        return Goal.table(runs.stream()
                .map(pairs -> new Goal(
                        "throughput to raw, " + pairs.threads() + (pairs.threads() == 1 ? " thread" : " threads"),
                        Bound.AT_LEAST,
                        GOAL,
                        pairs.ratio(Turn::perSecond)))
                .toList());
    }

    private static String row(String... cells) {
        return Stream.of(cells).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String lines(Stream<String> head, Stream<String> rows) {
        return Stream.concat(head, rows).collect(Collectors.joining("\n"));
    }
}
