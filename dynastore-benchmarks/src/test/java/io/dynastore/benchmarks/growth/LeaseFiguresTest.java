package io.dynastore.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.benchmarks.Goal;
import io.dynastore.benchmarks.growth.LeaseFigures.Held;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseFiguresTest {
    @Test
    void requestsAreComparedWithThoseOfTheInterval() {
        LeaseFigures figures = new LeaseFigures(List.of(new Held(0, 0, 0, 0, 0.01, 9), new Held(30, 0, 4, 90, 0.9, 9)));

        assertThat(figures.figures().lines())
                .contains("| 0 | 0 | 0 | 0.0 | 0.0 | 1.1 | – |", "| 30 | 0 | 4 | 10.0 | 10.0 | 100.0 | 10000.0 |");
        assertThat(figures.goals()).allMatch(Goal::isMet);
    }

    @Test
    void lostLeasesAndTooManyRequestsMissTheGoals() {
        LeaseFigures figures = new LeaseFigures(List.of(new Held(30, 1, 4, 120, 0.9, 9)));

        assertThat(figures.goals()).noneMatch(Goal::isMet);
    }
}
