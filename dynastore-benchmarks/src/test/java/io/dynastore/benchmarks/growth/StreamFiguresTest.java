package io.dynastore.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.benchmarks.Goal;
import io.dynastore.benchmarks.Spread;
import io.dynastore.benchmarks.growth.StreamFigures.Reading;
import io.dynastore.benchmarks.growth.StreamFigures.Size;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamFiguresTest {
    private static final double MIB = 1024 * 1024;

    private final StreamFigures figures = new StreamFigures(List.of(
            new Size(
                    1_000,
                    List.of(new Reading(100, 10), new Reading(300, 10)),
                    List.of(new Reading(80, 9), new Reading(200, 10)),
                    List.of(2 * MIB)),
            new Size(
                    100_000,
                    List.of(new Reading(110, 12.5), new Reading(360, 15)),
                    List.of(new Reading(100, 9), new Reading(300, 10)),
                    List.of(3 * MIB))));

    @Test
    void theLargestIsComparedWithTheSmallest() {
        assertThat(figures.goals()).hasSize(3).extracting(Goal::isMet).containsExactly(true, false, false);
        assertThat(figures.goals().get(1).measured()).isEqualTo(new Spread(1.25, 1.375, 1.5));
        assertThat(figures.goals().get(2).measured().median()).isEqualTo(1.5);
    }

    @Test
    void eachSizeHasALine() {
        assertThat(figures.figures().lines())
                .contains("| 100,000 | 235.0 (110.0 to 360.0) | 200.0 (100.0 to 300.0) | 1.15 (1.10 to 1.20)"
                        + " | 13.8 (12.5 to 15.0) | 9.5 (9.0 to 10.0) | 1.44 (1.39 to 1.50) | 3.00 |");
    }
}
