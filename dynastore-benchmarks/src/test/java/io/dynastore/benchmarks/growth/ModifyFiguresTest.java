package io.dynastore.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.benchmarks.growth.ModifyFigures.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModifyFiguresTest {
    @Test
    void aChangeIsAReadAndItsWrites() {
        ModifyFigures figures = new ModifyFigures(
                List.of(new Run(1, 100, 100, 0, 200, 500_000), new Run(2, 100, 100, 0, 350, 1_000_000)));

        assertThat(figures.figures().lines())
                .contains("| 1 | 100 | 100 | 0 | 1.00 | 2.00 | 200 |", "| 2 | 100 | 100 | 0 | 2.50 | 3.50 | 100 |");
        assertThat(figures.goal().isMet()).isTrue();
    }

    @Test
    void oneLostChangeMissesTheGoal() {
        ModifyFigures figures =
                new ModifyFigures(List.of(new Run(2, 100, 100, 0, 300, 1), new Run(2, 100, 100, 1, 300, 1)));

        assertThat(figures.goal().isMet()).isFalse();
    }
}
