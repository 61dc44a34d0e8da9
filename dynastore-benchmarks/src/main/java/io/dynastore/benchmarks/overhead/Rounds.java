package io.dynastore.benchmarks.overhead;

import io.dynastore.benchmarks.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The figures of several trials, one fork of each in every round: what slows the machine for a while meets all of them, and
 * ratios are taken within a round.
 *
 * @param figures for each trial one of each round, in order
 */
record Rounds(Map<Trial, List<Figures>> figures) {
    static Rounds run(List<Trial> trials, int rounds) throws RunnerException {
        Map<Trial, List<Figures>> figures = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (Trial trial : trials) {
                Figures found = trial.run();
                System.out.printf(
                        "round %d of %d, %s %s: %.1f us, %.0f bytes%n",
                        round, rounds, trial.method(), trial.parameters().values(), found.cpuMicros(), found.bytes());
                figures.computeIfAbsent(trial, key -> new ArrayList<>()).add(found);
            }
        }
        return new Rounds(figures);
    }

    Spread of(Trial trial, ToDoubleFunction<Figures> figure) {
        return Spread.of(values(trial, figure));
    }

    /** How many times as much a trial needs as another in the same round. */
    Spread ratio(Trial trial, Trial base, ToDoubleFunction<Figures> figure) {
        return Spread.ofRatios(values(trial, figure), values(base, figure));
    }

    private List<Double> values(Trial trial, ToDoubleFunction<Figures> figure) {
        return Objects.requireNonNull(figures.get(trial), trial::toString).stream()
                .map(figure::applyAsDouble)
                .toList();
    }
}
