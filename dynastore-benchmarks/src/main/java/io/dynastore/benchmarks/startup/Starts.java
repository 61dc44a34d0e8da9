package io.dynastore.benchmarks.startup;

import io.dynastore.benchmarks.Goal;
import io.dynastore.benchmarks.Goal.Bound;
import io.dynastore.benchmarks.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The starts of both applications in one way, as many of each, and what they come to.
 *
 * @param way how they were started
 * @param plain the plain application's
 * @param starter those of the application with the starter, each beside the plain one with the same index
 */
record Starts(Way way, List<Start> plain, List<Start> starter) {
    private static final double GOAL = 1.05;

    Starts(Way way) {
        this(way, new ArrayList<>(), new ArrayList<>());
    }

    void add(Application application, Start start) {
        (application == Application.PLAIN ? plain : starter).add(start);
    }

    static String table(List<Starts> ways) {
        return Stream.concat(
                        Stream.of(
                                "| | | first answer, ms | ratio | CPU, ms | ratio | classes | ratio |",
                                "| --- | --- | --: | --: | --: | --: | --: | --: |"),
                        ways.stream().flatMap(Starts::lines))
                .collect(Collectors.joining("\n"));
    }

    private Stream<String> lines() {
        return Stream.of(
                row(
                        Application.PLAIN,
                        of(plain, Start::millis),
                        "",
                        of(plain, Start::cpuMillis),
                        "",
                        of(plain, Start::classes),
                        ""),
                row(
                        Application.STARTER,
                        of(starter, Start::millis),
                        ratio(Start::millis).describe(3),
                        of(starter, Start::cpuMillis),
                        ratio(Start::cpuMillis).describe(3),
                        of(starter, Start::classes),
                        ratio(Start::classes).describe(3)));
    }

    private String row(Application application, String... figures) {
        return Stream.concat(Stream.of(way.title(), application.title()), Stream.of(figures))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    static String goals(List<Starts> ways) {
        return Goal.table(ways.stream()
                .map(starts -> new Goal(
                        "time to the first answer, to plain, " + starts.way.title(),
                        Bound.AT_MOST,
                        GOAL,
                        starts.ratio(Start::millis)))
                .toList());
    }

    private Spread ratio(ToDoubleFunction<Start> figure) {
        return Spread.ofRatios(figures(starter, figure), figures(plain, figure));
    }

    private static String of(List<Start> starts, ToDoubleFunction<Start> figure) {
        return Spread.of(figures(starts, figure)).describe(0);
    }

    private static List<Double> figures(List<Start> starts, ToDoubleFunction<Start> figure) {
        return starts.stream().map(figure::applyAsDouble).toList();
    }
}
