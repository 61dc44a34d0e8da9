package io.dynastore.benchmarks.cost;

import io.dynastore.benchmarks.cost.Stage.Sample;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Three cells of the table: what one contender needs in one scenario.
 *
 * @param requests the requests by operation
 * @param readUnits the read capacity units
 * @param writeUnits the write capacity units
 * @param totals the same as numbers; null if the contender does not offer it
 */
record Figures(
        String requests,
        String readUnits,
        String writeUnits,
        @Nullable Totals totals) {
    /** Of what a contender cannot do. */
    static final Figures NONE = new Figures("–", "–", "–", null);

    /** The requests of the run in the middle; how many there are on average if the others have not as many; the means. */
    static Figures of(List<Sample> samples, boolean timed) {
        List<Sample> ordered = samples.stream()
                .sorted(Comparator.comparingInt((Sample sample) -> sample.cost().total())
                        .thenComparing(Sample::time))
                .toList();
        Cost middle = ordered.get(ordered.size() / 2).cost();
        IntSummaryStatistics requests =
                ordered.stream().mapToInt(sample -> sample.cost().total()).summaryStatistics();
        StringBuilder text = new StringBuilder(middle.describeRequests());
        if (requests.getMin() != requests.getMax()) {
            text.append("; ")
                    .append(requests.getMin())
                    .append(" to ")
                    .append(requests.getMax())
                    .append(" requests in ")
                    .append(samples.size())
                    .append(" runs, ")
                    .append(Totals.describe(requests.getAverage()))
                    .append(" on average");
        }
        if (timed) {
            text.append("; ").append(String.format(Locale.ROOT, "%.1f s", meanSeconds(samples)));
        }
        return of(middle, text.toString(), Totals.mean(samples));
    }

    private static double meanSeconds(List<Sample> samples) {
        return samples.stream()
                        .mapToLong(sample -> sample.time().toMillis())
                        .average()
                        .orElseThrow()
                / 1000;
    }

    static Figures of(Cost cost, String requests) {
        return of(cost, requests, Totals.of(cost));
    }

    /** Of what was done once; null of what cannot be done. */
    static Figures ofNullable(@Nullable Cost cost) {
        return cost == null ? NONE : of(cost, cost.describeRequests());
    }

    private static Figures of(Cost cost, String requests, Totals totals) {
        return new Figures(
                requests, Totals.describe(totals.readUnits()), cost.mark(Totals.describe(totals.writeUnits())), totals);
    }
}
