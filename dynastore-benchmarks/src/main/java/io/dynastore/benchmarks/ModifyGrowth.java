package io.dynastore.benchmarks;

import io.dynastore.KeyModifiedException;
import io.dynastore.Partition;
import io.dynastore.benchmarks.Rounds.Spread;
import io.dynastore.benchmarks.Table.Goal;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts one entry up, by several writers at once, the same number of times in each run. */
record ModifyGrowth(Partition<String> partition, LongAdder requests) {
    private static final String KEY = "counter";

    /** The changes that were asked for and made in a run, those lost in the end, and the requests and time for all. */
    record Run(int asked, int changed, int lost, long requests, double micros) {
        double requestsPerChange() {
            return (double) requests / changed;
        }

        /** Returns the writes of a change, which follow one read. */
        double writesPerChange() {
            return (double) (requests - asked) / changed;
        }

        double changesPerSecond() {
            return changed * 1e6 / micros;
        }
    }

    /** Runs each number of writers once in each round, after a round that does not count. */
    Rounds<Integer, Run> run(List<Integer> writers, int changes, int rounds) throws Exception {
        Rounds<Integer, Run> runs = new Rounds<>();
        runs.run(writers, 1, rounds, number -> run(number, changes / number));
        return runs;
    }

    private Run run(int writers, int changesEach) throws Exception {
        partition.put(KEY, "0");
        long before = requests.sum();
        Stopwatch watch = new Stopwatch();
        int changed = Parallel.run(writers, writer -> () -> change(changesEach)).stream()
                .mapToInt(made -> made)
                .sum();
        double micros = watch.micros();
        long sent = requests.sum() - before;
        int counted = Integer.parseInt(partition.get(KEY).value());
        return new Run(writers * changesEach, changed, changed - counted, sent, micros);
    }

    /** Returns how many of its changes were made; {@code modify} gives up after a number of conflicts. */
    private int change(int changes) {
        int made = 0;
        for (int change = 0; change < changes; change++) {
            try {
                partition.modify(KEY, value -> Integer.toString(Integer.parseInt(value) + 1));
                made++;
            } catch (KeyModifiedException e) {
                // The figures show it.
            }
        }
        return made;
    }

    static Table table(Rounds<Integer, Run> runs) {
        Table table = new Table(
                "| writers | changes | made | lost | writes a change | requests a change | changes a second |",
                "| --: | --: | --: | --: | --: | --: | --: |");
        for (int writers : runs.subjects().stream().sorted().toList()) {
            table.row(
                    writers,
                    runs.of(writers, Run::asked).describe(0),
                    runs.of(writers, Run::changed).describe(0),
                    runs.of(writers, Run::lost).describe(0),
                    runs.of(writers, Run::writesPerChange).describe(2),
                    runs.of(writers, Run::requestsPerChange).describe(2),
                    runs.of(writers, Run::changesPerSecond).describe(0));
        }
        return table;
    }

    static Goal goal(Rounds<Integer, Run> runs) {
        double lost = runs.subjects().stream()
                .flatMap(writers -> runs.values(writers, Run::lost).stream())
                .mapToDouble(Math::abs)
                .sum();
        return Goal.atMost(0, "modify: changes lost, of all runs", Spread.of(lost));
    }
}
