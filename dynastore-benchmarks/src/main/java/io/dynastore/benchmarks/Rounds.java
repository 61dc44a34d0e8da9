package io.dynastore.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The measurements of several subjects, one of each subject in every round. A ratio is taken within a round, so that what
 * slows the machine for a while affects both figures. Not thread-safe.
 *
 * @param <S> the type of the subjects, which have {@code equals}
 * @param <M> the type of a measurement
 */
final class Rounds<S, M> {
    private final Map<S, List<M>> measured = new LinkedHashMap<>();

    /** A way to measure a subject once. */
    interface Measurement<S, M> {
        M of(S subject) throws Exception;
    }

    /** Measures each subject once in every round, after warm-ups that do not count. Every second round runs backwards. */
    void run(List<S> subjects, int warmUps, int rounds, Measurement<S, M> measurement) throws Exception {
        List<S> order = new ArrayList<>(subjects);
        for (int round = 1 - warmUps; round <= rounds; round++) {
            String title = round > 0 ? "round " + round + " of " + rounds : "warm-up";
            for (S subject : order) {
                M measured = measurement.of(subject);
                System.out.println(title + ", " + subject + ": " + measured);
                if (round > 0) {
                    add(subject, measured);
                }
            }
            Collections.reverse(order);
        }
    }

    void add(S subject, M measurement) {
        measured.computeIfAbsent(subject, key -> new ArrayList<>()).add(measurement);
    }

    /** Returns the subjects in the order in which they were first added. */
    List<S> subjects() {
        return List.copyOf(measured.keySet());
    }

    Spread of(S subject, ToDoubleFunction<M> figure) {
        return Spread.of(values(subject, figure));
    }

    /** Returns the ratio of a figure to the same figure of another subject. */
    Spread ratio(S subject, S base, ToDoubleFunction<M> figure) {
        List<Double> values = values(subject, figure);
        List<Double> bases = values(base, figure);
        return Spread.of(IntStream.range(0, values.size())
                .mapToObj(round -> values.get(round) / bases.get(round))
                .toList());
    }

    /** Returns three cells of a table: a figure, the same figure of another subject, and the ratio. */
    Stream<String> compare(S subject, S base, ToDoubleFunction<M> figure, int decimals, int decimalsOfRatio) {
        return Stream.of(
                of(subject, figure).describe(decimals),
                of(base, figure).describe(decimals),
                ratio(subject, base, figure).describe(decimalsOfRatio));
    }

    /** Returns a figure of a subject in each round. */
    List<Double> values(S subject, ToDoubleFunction<M> figure) {
        List<M> rounds = measured.getOrDefault(subject, List.of());
        return rounds.stream().map(figure::applyAsDouble).toList();
    }

    /** A figure as several rounds measured it: the lowest, the one in the middle and the highest. */
    record Spread(double lowest, double median, double highest) {
        static Spread of(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            int half = sorted.size() / 2;
            double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
            return new Spread(sorted.get(0), median, sorted.get(sorted.size() - 1));
        }

        static Spread of(double value) {
            return new Spread(value, value, value);
        }

        /** Describes the median, followed by the lowest and the highest in brackets unless they look the same. */
        String describe(int decimals) {
            String middle = format(median, decimals);
            String range = format(lowest, decimals) + " to " + format(highest, decimals);
            return range.equals(middle + " to " + middle) ? middle : middle + " (" + range + ")";
        }

        static String format(double value, int decimals) {
            return String.format(Locale.ROOT, "%,." + decimals + "f", value);
        }
    }
}
