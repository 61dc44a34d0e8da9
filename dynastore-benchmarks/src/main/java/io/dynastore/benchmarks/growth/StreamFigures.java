package io.dynastore.benchmarks.growth;

import static io.dynastore.benchmarks.growth.Rows.row;
import static io.dynastore.benchmarks.growth.Rows.table;

import io.dynastore.benchmarks.Goal;
import io.dynastore.benchmarks.Goal.Bound;
import io.dynastore.benchmarks.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
     * A size.
     *
     * @param entries how many entries
     * @param micros microseconds for an entry, of each round
     * @param rawMicros the same of the SDK's own pages
     * @param heapBytes the most that lived while it was streamed
     */
    record Size(int entries, List<Double> micros, List<Double> rawMicros, List<Double> heapBytes) {
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
                        "| entries | µs an entry | SDK's pages, µs | ratio | live heap at most, MiB |",
                        "| --: | --: | --: | --: | --: |"),
                sizes.stream()
                        .map(size -> row(
                                size.title(),
                                Spread.of(size.micros()).describe(1),
                                Spread.of(size.rawMicros()).describe(1),
                                Spread.ofRatios(size.micros(), size.rawMicros()).describe(2),
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
                new Goal(
                        "stream: time for an entry" + sizesNamed,
                        Bound.AT_MOST,
                        TOLERANCE,
                        Spread.ofRatios(largest.micros(), smallest.micros())),
                new Goal(
                        "stream: live heap" + sizesNamed,
                        Bound.AT_MOST,
                        TOLERANCE,
                        Spread.ofRatios(largest.heapBytes(), smallest.heapBytes())));
    }
}
