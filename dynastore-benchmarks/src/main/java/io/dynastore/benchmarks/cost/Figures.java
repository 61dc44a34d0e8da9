package io.dynastore.benchmarks.cost;

import io.dynastore.benchmarks.cost.Stage.Sample;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;

/**
 * Three cells of the table: what one contender needs in one scenario.
 *
 * @param requests the requests by operation
 * @param readUnits the read capacity units
 * @param writeUnits the write capacity units
 */
record Figures(String requests, String readUnits, String writeUnits) {
    /** Of what a contender cannot do. */
    static final Figures NONE = new Figures("–", "–", "–");

    /** The run in the middle, by its requests; how many there are in the others if they are not as many; the mean time. */
    static Figures of(List<Sample> samples, boolean timed) {
        List<Sample> ordered = samples.stream()
                .sorted(Comparator.comparingInt((Sample sample) -> sample.cost().total())
                        .thenComparing(Sample::time))
                .toList();
        Sample middle = ordered.get(ordered.size() / 2);
        IntSummaryStatistics totals =
                ordered.stream().mapToInt(sample -> sample.cost().total()).summaryStatistics();
        StringBuilder requests = new StringBuilder(middle.cost().describeRequests());
        if (totals.getMin() != totals.getMax()) {
            requests.append("; ")
                    .append(totals.getMin())
                    .append(" to ")
                    .append(totals.getMax())
                    .append(" requests in ")
                    .append(samples.size())
                    .append(" runs");
        }
        if (timed) {
            requests.append("; ").append(String.format(Locale.ROOT, "%.1f s", meanSeconds(samples)));
        }
        return of(middle.cost(), requests.toString());
    }

    private static double meanSeconds(List<Sample> samples) {
        return samples.stream()
                        .mapToLong(sample -> sample.time().toMillis())
                        .average()
                        .orElseThrow()
                / 1000;
    }

    static Figures of(Cost cost, String requests) {
        return new Figures(requests, cost.describeReadUnits(), cost.describeWriteUnits());
    }
}
