package io.dynastore.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A figure as several runs found it.
 *
 * @param lowest the lowest of all
 * @param median the one in the middle
 * @param highest the highest of all
 */
public record Spread(double lowest, double median, double highest) {
    /** Of the figures of all runs, at least one. */
    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(sorted.get(0), median, sorted.get(sorted.size() - 1));
    }

    /** Of the ratios of figures that were found in the same round, so that what slows the machine for a while meets both. */
    public static Spread ofRatios(List<Double> figures, List<Double> bases) {
        return of(IntStream.range(0, figures.size())
                .mapToObj(round -> figures.get(round) / bases.get(round))
                .toList());
    }

    /** The median, and in brackets the lowest and the highest, unless they are the same. */
    public String describe(int decimals) {
        String middle = format(median, decimals);
        String range = format(lowest, decimals) + " to " + format(highest, decimals);
        return range.equals(middle + " to " + middle) ? middle : middle + " (" + range + ")";
    }

    private static String format(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
