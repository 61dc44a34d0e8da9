package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.benchmarks.Goal.Bound;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalTest {
    @Test
    void theLimitItselfIsGoodEnoughOnBothSides() {
        assertThat(goal(Bound.AT_LEAST, 0.97).isMet()).isTrue();
        assertThat(goal(Bound.AT_LEAST, 0.969).isMet()).isFalse();
        assertThat(goal(Bound.AT_MOST, 0.97).isMet()).isTrue();
        assertThat(goal(Bound.AT_MOST, 0.971).isMet()).isFalse();
    }

    @Test
    void aLineSaysWhetherTheGoalIsMetAndByWhichFigure() {
        assertThat(Goal.table(List.of(goal(Bound.AT_LEAST, 0.96), goal(Bound.AT_LEAST, 1))))
                .isEqualTo("""
                        | goal | | measured | |
                        | --- | --- | --: | --- |
                        | throughput | at least 0.97 | 0.960 (0.500 to 2.000) | **not met** |
                        | throughput | at least 0.97 | 1.000 (0.500 to 2.000) | met |""");
    }

    private static Goal goal(Bound bound, double median) {
        return new Goal("throughput", bound, 0.97, new Spread(0.5, median, 2));
    }
}
