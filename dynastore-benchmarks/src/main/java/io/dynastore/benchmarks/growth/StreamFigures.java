package io.dynastore.benchmarks.growth;

import static io.dynastore.benchmarks.growth.Rows.row;
import static io.dynastore.benchmarks.growth.Rows.table;

import io.dynastore.benchmarks.Goal;
import io.dynastore.benchmarks.Goal.Bound;
import io.dynastore.benchmarks.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What streams of several sizes need.
 *
 * @param sizes from the smallest to the largest
 */
record StreamFigures(List<Size> sizes) {
    /** By how much time and heap may seem to grow before they do. */
    private static final double TOLERANCE = 1.25;

    private static final double MIB = 1024 * 1024;

    /**
     * What an entry took when all of a partition were read.
     *
     * @param micros microseconds
     * @param cpuMicros microseconds of CPU time in this process
     */
    record Reading(double micros, double cpuMicros) {}

    /**
     * A size.
     *
     * @param entries how many entries
     * @param dynastore what they took in each round
     * @param pages the same of the SDK's own pages
     * @param heapBytes the most that lived while it was streamed
     */
    record Size(int entries, List<Reading> dynastore, List<Reading> pages, List<Double> heapBytes) {
        Size(int entries) {
            this(entries, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        String title() {
            return String.format(Locale.ROOT, "%,d", entries);
        }
    }

    String figures() {
        return table(
                Stream.of(
                        "| entries | µs an entry | SDK's pages | ratio | client's CPU, µs an entry | SDK's pages | ratio | live heap at most, MiB |",
                        "| --: | --: | --: | --: | --: | --: | --: | --: |"),
                sizes.stream()
                        .map(size -> row(
                                size.title(),
                                of(size.dynastore(), Reading::micros),
                                of(size.pages(), Reading::micros),
                                ratio(size.dynastore(), size.pages(), Reading::micros)
                                        .describe(2),
                                of(size.dynastore(), Reading::cpuMicros),
                                of(size.pages(), Reading::cpuMicros),
                                ratio(size.dynastore(), size.pages(), Reading::cpuMicros)
                                        .describe(2),
                                Spread.of(size.heapBytes().stream()
                                                .map(bytes -> bytes / MIB)
                                                .toList())
                                        .describe(2))));
    }

    List<Goal> goals() {
        Size smallest = sizes.get(0);
        Size largest = sizes.get(sizes.size() - 1);
        String sizesNamed = ", " + largest.title() + " entries to " + smallest.title();
        return List.of(
                goal(
                        "time for an entry" + sizesNamed,
                        ratio(largest.dynastore(), smallest.dynastore(), Reading::micros)),
                goal(
                        "client's CPU for an entry" + sizesNamed,
                        ratio(largest.dynastore(), smallest.dynastore(), Reading::cpuMicros)),
                goal("live heap" + sizesNamed, Spread.ofRatios(largest.heapBytes(), smallest.heapBytes())));
    }

    private static Goal goal(String title, Spread measured) {
        return new Goal("stream: " + title, Bound.AT_MOST, TOLERANCE, measured);
    }

    private static String of(List<Reading> readings, ToDoubleFunction<Reading> figure) {
        return Spread.of(figures(readings, figure)).describe(1);
    }

    private static Spread ratio(List<Reading> readings, List<Reading> bases, ToDoubleFunction<Reading> figure) {
        return Spread.ofRatios(figures(readings, figure), figures(bases, figure));
    }

    private static List<Double> figures(List<Reading> readings, ToDoubleFunction<Reading> figure) {
        return readings.stream().map(figure::applyAsDouble).toList();
    }
}
