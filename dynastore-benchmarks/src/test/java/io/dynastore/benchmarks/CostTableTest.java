package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dynastore.benchmarks.CostTable.Figures;
import io.dynastore.benchmarks.CostTable.Less;
import io.dynastore.benchmarks.CostTable.Row;
import io.dynastore.benchmarks.Meter.Cost;
import io.dynastore.benchmarks.Table.Goal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CostTableTest {
    @Test
    void onlyAContenderThatDoesNotOfferTheScenarioHasNoFigures() throws Exception {
        Figures figures = new Figures("1 UpdateItem", 1, 0, 1, false);

        assertThat(Figures.all(List.of("ours", "theirs"), contender -> {
                    if (contender.equals("theirs")) {
                        throw new UnsupportedOperationException();
                    }
                    return figures;
                }))
                .containsExactly(figures, Figures.NONE);
    }

    @Test
    void eachContenderHasThreeColumns() {
        assertThat(table(new Row("renew", List.of(new Figures("1 UpdateItem", 1, 0, 1, false), Figures.NONE)))
                        .markdown())
                .hasToString("""
                        | scenario | this | RCU | WCU | that | RCU | WCU |
                        | --- | --- | --: | --: | --- | --: | --: |
                        | renew | 1 UpdateItem | 0 | 1 | – | – | – |""");
    }

    @Test
    void runsThatDifferAreSummedUpByTheOneInTheMiddle() {
        assertThat(Figures.of(List.of(run(7, 300), run(3, 100), run(5, 200)), true))
                .isEqualTo(new Figures("5 GetItem; 3 to 7 requests in 3 runs, 5 on average; 0.2 s", 5, 2.5, 0, false));
        assertThat(Figures.of(List.of(run(3, 1), run(3, 1), run(4, 1)), false))
                .isEqualTo(new Figures(
                        "3 GetItem; 3 to 4 requests in 3 runs, 3.33 on average", 10 / 3.0, 5 / 3.0, 0, false));
    }

    @Test
    void runsThatAreTheSameNeedNoSummary() {
        assertThat(Figures.of(List.of(run(2, 1), run(2, 900)), false))
                .isEqualTo(new Figures("2 GetItem", 2, 1, 0, false));
    }

    @Test
    void eachFigureIsComparedForItself() {
        Row row = row("get", figures(2, 0.5, 2), figures(3, 5, 1));

        assertThat(Table.of(table(row).goals(List.of()))).hasToString("""
                        | goal | | measured | |
                        | --- | --- | --: | --- |
                        | more requests than another, of 1 comparisons | at most 0.00 | 0.000 | met |
                        | more RCU than another, of 1 comparisons | at most 0.00 | 0.000 | met |
                        | more WCU than another, of 1 comparisons | at most 0.00 | 1.000 | **not met** |
                        | more units in all than another, of 1 comparisons | at most 0.00 | 0.000 | met |""");
    }

    @Test
    void figuresThatLookTheSameAreTheSame() {
        assertThat(isRequestsMet(figures(1, 1, 0), figures(1, 1, 0))).isTrue();
        assertThat(isRequestsMet(figures(1.001, 0, 1), figures(1, 0, 1))).isTrue();
        assertThat(isRequestsMet(figures(1.01, 0, 1), figures(1, 0, 1))).isFalse();
    }

    @Test
    void aScenarioThatIsNotOfferedIsNotCompared() {
        CostTable table =
                table(row("get", figures(9, 9, 9), Figures.NONE), row("put", figures(2, 1, 0), figures(1, 1, 0)));

        assertThat(table.goals(List.of()).get(0).title()).endsWith("of 1 comparisons");
        assertThat(table.goals(List.of()).get(0).measured().median()).isEqualTo(1);
    }

    @Test
    void toNeedLessTakesFewerRequestsAndFewerUnits() {
        assertThat(less(figures(1, 0, 2), figures(2, 5, 1)))
                .extracting(Goal::isMet)
                .containsExactly(true, true);
        assertThat(less(figures(1, 0, 1), figures(2, 0, 1)))
                .extracting(Goal::isMet)
                .containsExactly(true, false);
        assertThat(less(figures(2, 0, 1), figures(2, 1, 1)))
                .extracting(Goal::isMet)
                .containsExactly(false, true);
    }

    @Test
    void aGoalForARowThatDoesNotExistIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table().goals(List.of(new Less("delete", "that"))))
                .withMessageContaining("delete");
    }

    private static boolean isRequestsMet(Figures ours, Figures theirs) {
        return table(row("get", ours, theirs)).goals(List.of()).get(0).isMet();
    }

    private static List<Goal> less(Figures ours, Figures theirs) {
        List<Goal> goals = table(row("delete", ours, theirs)).goals(List.of(new Less("delete", "that")));
        return goals.subList(4, goals.size());
    }

    private static CostTable table(Row... rows) {
        return new CostTable(List.of("this", "that"), List.of(rows));
    }

    private static Row row(String title, Figures ours, Figures theirs) {
        return new Row(title, List.of(ours, theirs));
    }

    private static Figures figures(double requests, double readUnits, double writeUnits) {
        return new Figures("", requests, readUnits, writeUnits, false);
    }

    private static Cost run(int reads, int millis) {
        return new Cost(new TreeMap<>(Map.of("GetItem", reads)), 0, reads * 0.5, 0, Duration.ofMillis(millis));
    }
}
