package io.dynastore.benchmarks.overhead;

import java.util.List;
import java.util.Locale;

/**
 * A figure as the forks found it.
 *
 * @param lowest the lowest of all
 * @param median the one in the middle
 * @param highest the highest of all
 */
record Spread(double lowest, double median, double highest) {
    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(sorted.get(0), median, sorted.get(sorted.size() - 1));
    }

    /** The median, and in brackets how far the forks were apart, unless that does not show. */
    String describe(int decimals) {
        String range = format(lowest, decimals) + " to " + format(highest, decimals);
        String middle = format(median, decimals);
        return range.equals(middle + " to " + middle) ? middle : middle + " (" + range + ")";
    }

    private static String format(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
