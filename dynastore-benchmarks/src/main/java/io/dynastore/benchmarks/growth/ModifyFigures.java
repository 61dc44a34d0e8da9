package io.dynastore.benchmarks.growth;

import static io.dynastore.benchmarks.growth.Rows.row;
import static io.dynastore.benchmarks.growth.Rows.table;

import io.dynastore.benchmarks.Goal;
import io.dynastore.benchmarks.Goal.Bound;
import io.dynastore.benchmarks.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What it takes to change one entry by several writers at once.
 *
 * @param runs several for each number of writers
 */
record ModifyFigures(List<Run> runs) {
    private static final double MICROS_PER_SECOND = 1_000_000;

    /**
     * A run.
     *
     * @param writers how many threads changed the entry
     * @param asked how many changes there were to make
     * @param changed how many calls of {@code modify} returned
     * @param lost how many of those the entry did not show in the end
     * @param requests requests of all calls
     * @param micros microseconds from the first call to the end of the last
     */
    record Run(int writers, int asked, int changed, int lost, long requests, double micros) {
        double requestsPerChange() {
            return (double) requests / changed;
        }

        /** A read, then the writes. */
        double attemptsPerChange() {
            return (double) (requests - asked) / changed;
        }

        double changesPerSecond() {
            return changed * MICROS_PER_SECOND / micros;
        }
    }

    String figures() {
        return table(
                Stream.of(
                        "| writers | changes | made | lost | writes a change | requests a change | changes a second |",
                        "| --: | --: | --: | --: | --: | --: | --: |"),
                runs.stream().map(Run::writers).distinct().sorted().map(this::line));
    }

    private String line(int writers) {
        List<Run> of = runs.stream().filter(run -> run.writers() == writers).toList();
        return row(
                writers,
                spread(of, Run::asked, 0),
                spread(of, Run::changed, 0),
                spread(of, Run::lost, 0),
                spread(of, Run::attemptsPerChange, 2),
                spread(of, Run::requestsPerChange, 2),
                spread(of, Run::changesPerSecond, 0));
    }

    private static String spread(List<Run> runs, ToDoubleFunction<Run> figure, int decimals) {
        return Spread.of(runs.stream().map(figure::applyAsDouble).toList()).describe(decimals);
    }

    Goal goal() {
        double lost = runs.stream().mapToDouble(Run::lost).map(Math::abs).sum();
        return new Goal("modify: changes lost, of all runs", Bound.AT_MOST, 0, new Spread(lost, lost, lost));
    }
}
