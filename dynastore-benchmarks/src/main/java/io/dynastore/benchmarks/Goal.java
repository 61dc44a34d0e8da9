package io.dynastore.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a figure should be, and what it is. It is judged by its median.
 *
 * @param title what was measured
 * @param bound the side on which the limit is
 * @param limit the last figure that is good enough
 * @param measured the figure
 */
public record Goal(String title, Bound bound, double limit, Spread measured) {
    /** The side of a limit. */
    public enum Bound {
        /** The figure should not be lower. */
        AT_LEAST("at least"),
        /** The figure should not be higher. */
        AT_MOST("at most");

        private final String words;

        Bound(String words) {
            this.words = words;
        }
    }

    /** Whether the figure is good enough. */
    public boolean isMet() {
        return bound == Bound.AT_LEAST ? measured.median() >= limit : measured.median() <= limit;
    }

    /** A Markdown table with a line for each. */
    public static String table(List<Goal> goals) {
        return Stream.concat(
                        Stream.of("| goal | | measured | |", "| --- | --- | --: | --- |"),
                        goals.stream().map(Goal::line))
                .collect(Collectors.joining("\n"));
    }

    private String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %s %.2f | %s | %s |",
                title,
                bound.words,
                limit,
                measured.describe(3),
                isMet() ? "met" : "**not met**");
    }
}
