package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.benchmarks.Rounds.Spread;
import io.dynastore.benchmarks.Table.Goal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void theLimitOfAGoalMeetsItOnBothSides() {
        assertThat(Goal.atLeast(0.97, "", Spread.of(0.97)).isMet()).isTrue();
        assertThat(Goal.atLeast(0.97, "", Spread.of(0.969)).isMet()).isFalse();
        assertThat(Goal.atMost(0.97, "", Spread.of(0.97)).isMet()).isTrue();
        assertThat(Goal.atMost(0.97, "", Spread.of(0.971)).isMet()).isFalse();
    }

    @Test
    void aStreamStandsForSeveralCells() {
        assertThat(new Table("| a | b | c |", "| --- | --- | --- |").row(1, Stream.of("two", "three")))
                .hasToString("| a | b | c |\n| --- | --- | --- |\n| 1 | two | three |");
    }

    @Test
    void aRowSaysWhetherTheGoalIsMetAndByWhichFigure() {
        Spread median = new Spread(0.5, 0.96, 2);

        assertThat(Table.of(List.of(Goal.atLeast(0.97, "throughput", median), Goal.atMost(1, "time", median))))
                .hasToString("""
                        | goal | | measured | |
                        | --- | --- | --: | --- |
                        | throughput | at least 0.97 | 0.960 (0.500 to 2.000) | **not met** |
                        | time | at most 1.00 | 0.960 (0.500 to 2.000) | met |""");
    }
}
