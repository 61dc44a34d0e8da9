package io.dynastore.benchmarks.cost;

import io.dynastore.benchmarks.cost.Stage.Sample;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is compared: the mean of all runs.
 *
 * @param requests how many, whatever they are
 * @param readUnits the read capacity
 * @param writeUnits the write capacity, refused writes included
 */
record Totals(double requests, double readUnits, double writeUnits) {
    static Totals of(Cost cost) {
        return new Totals(cost.total(), cost.readUnits(), cost.writeUnits());
    }

    static Totals mean(List<Sample> samples) {
        return new Totals(mean(samples, Cost::total), mean(samples, Cost::readUnits), mean(samples, Cost::writeUnits));
    }

    private static double mean(List<Sample> samples, ToDoubleFunction<Cost> figure) {
        return samples.stream()
                .mapToDouble(sample -> figure.applyAsDouble(sample.cost()))
                .average()
                .orElseThrow();
    }

    double units() {
        return readUnits + writeUnits;
    }

    /** In read units, of which AWS sells five for the price of a write unit. */
    double price() {
        return readUnits + 5 * writeUnits;
    }

    /** With at most two decimals. */
    static String describe(double figure) {
        return BigDecimal.valueOf(figure)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
