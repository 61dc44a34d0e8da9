package io.dynastore.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.benchmarks.overhead.OverheadBenchmark.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OverheadTablesTest {
    @Test
    void aGoalIsMetOrNotByItsMedian() {
        String goals = tables(Map.of(
                        Kind.RAW, new Figures(100, 1000),
                        Kind.DYNASTORE, new Figures(106, 1080),
                        Kind.DYNASTORE_JSON, new Figures(150, 2000),
                        Kind.ENHANCED, new Figures(120, 1300)))
                .goals();

        assertThat(goals.lines())
                .contains("| get, strings: CPU to raw | at most 1.05 | 1.060 | **not met** |")
                .contains("| get, strings: bytes to raw | at most 1.08 | 1.080 | met |")
                .contains("| update, strings: CPU to Enhanced | at most 0.85 | 0.883 | **not met** |")
                .contains("| update, strings: bytes to Enhanced | at most 0.85 | 0.831 | met |");
    }

    @Test
    void eachOperationOfEachContenderHasALine() {
        String figures = tables(Map.of(
                        Kind.RAW, new Figures(100, 1000),
                        Kind.DYNASTORE, new Figures(104, 1050),
                        Kind.DYNASTORE_JSON, new Figures(150, 2000),
                        Kind.ENHANCED, new Figures(200, 2100)))
                .figures();

        assertThat(figures.lines())
                .hasSize(2 + 4 * 4)
                .contains("| update | dynastore, string | 104.0 | 1.04 | 0.52 | 1,050 | 1.05 | 0.50 |");
    }

    private static OverheadTables tables(Map<Kind, Figures> figures) {
        return new OverheadTables(new Rounds(OverheadTables.trials().stream()
                .collect(Collectors.toMap(
                        trial -> trial,
                        trial -> List.of(
                                figures.get(Kind.valueOf(trial.parameters().get("kind"))))))));
    }
}
