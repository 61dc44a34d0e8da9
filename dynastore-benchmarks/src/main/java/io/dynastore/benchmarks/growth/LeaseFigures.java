package io.dynastore.benchmarks.growth;

import static io.dynastore.benchmarks.growth.Rows.row;
import static io.dynastore.benchmarks.growth.Rows.table;

import io.dynastore.benchmarks.Goal;
import io.dynastore.benchmarks.Goal.Bound;
import io.dynastore.benchmarks.Spread;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What it takes to hold leases.
 *
 * @param runs one for each number of leases, from none to the most
 */
record LeaseFigures(List<Held> runs) {
    private static final double TOLERANCE = 1.1;
    private static final int MICROS_PER_SECOND = 1_000_000;
    private static final int MILLIS_PER_SECOND = 1_000;

    /**
     * A number of leases that were held.
     *
     * @param leases how many
     * @param lost how many of them were lost meanwhile
     * @param threads how many threads there were more than before
     * @param requests how many requests were sent
     * @param cpuSeconds CPU time of the process
     * @param seconds for how long
     */
    record Held(int leases, int lost, int threads, long requests, double cpuSeconds, double seconds) {
        double requestsPerSecond() {
            return requests / seconds;
        }

        double expectedPerSecond() {
            return (double) leases * MILLIS_PER_SECOND / LeaseGrowth.RENEWAL.toMillis();
        }
    }

    String figures() {
        return table(
                Stream.of(
                        "| leases | lost | threads | requests a second | by the interval | CPU, ms a second | CPU, µs a renewal |",
                        "| --: | --: | --: | --: | --: | --: | --: |"),
                runs.stream()
                        .map(held -> row(
                                held.leases(),
                                held.lost(),
                                held.threads(),
                                number(held.requestsPerSecond()),
                                number(held.expectedPerSecond()),
                                number(held.cpuSeconds() * MILLIS_PER_SECOND / held.seconds()),
                                held.requests() == 0
                                        ? "–"
                                        : number(held.cpuSeconds() * MICROS_PER_SECOND / held.requests()))));
    }

    List<Goal> goals() {
        Held most = runs.get(runs.size() - 1);
        double lost = runs.stream().mapToInt(Held::lost).sum();
        double ratio = most.requestsPerSecond() / most.expectedPerSecond();
        return List.of(
                new Goal("leases: lost, of all runs", Bound.AT_MOST, 0, new Spread(lost, lost, lost)),
                new Goal(
                        "leases: requests, to those by the interval, " + most.leases() + " held",
                        Bound.AT_MOST,
                        TOLERANCE,
                        new Spread(ratio, ratio, ratio)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
