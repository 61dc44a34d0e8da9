package io.dynastore.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dynastore.benchmarks.cost.Goals.Less;
import io.dynastore.benchmarks.cost.Goals.Reason;
import io.dynastore.benchmarks.cost.Table.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoalsTest {
    private static final Reason REASON = new Reason(List.of("delete", "get"), "It is so.");

    @Test
    void asMuchAsTheOthersIsNotMore() {
        assertThat(neverMore(new Totals(1, 0.5, 1), new Totals(1, 0.5, 1))).isEqualTo("""
                        - **Met.** No more requests than any other in any row: 1 comparisons.
                        - **Met.** No more RCU than any other in any row: 1 comparisons.
                        - **Met.** No more WCU than any other in any row: 1 comparisons.
                        - **Met.** No more units in all than any other in any row: 1 comparisons.""");
    }

    @Test
    void eachFigureIsComparedForItself() {
        assertThat(neverMore(new Totals(2, 0.5, 2), new Totals(3, 5, 1))).isEqualTo("""
                        - **Met.** No more requests than any other in any row: 1 comparisons.
                        - **Met.** No more RCU than any other in any row: 1 comparisons.
                        - **Not met.** No more WCU than any other in any row: more in 1 of 1 comparisons.
                        - **Met.** No more units in all than any other in any row: 1 comparisons.
                        - Where it is more: It is so.
                            - *get*, that: 2 against 1 WCU; but 2 against 3 requests, 0.5 against 5 RCU, \
                        2.5 against 6 units in all""");
    }

    @Test
    void moreInOneRowIsMoreWhateverTheOthersAre() {
        Table table = table(
                new Row("get", List.of(figures(new Totals(2, 1, 0)), figures(new Totals(1, 1, 0)))),
                new Row("put", List.of(figures(new Totals(1, 0, 1)), figures(new Totals(1, 0, 1)))));

        assertThat(new Goals(table, List.of(), List.of(REASON)).markdown())
                .startsWith("- **Not met.** No more requests than any other in any row: more in 1 of 2 comparisons.\n"
                        + "- **Met.** No more RCU than any other in any row: 2 comparisons.");
    }

    @Test
    void whatIsMoreForNoKnownReasonIsNotHidden() {
        assertThat(goals("put", new Totals(1, 1, 0), new Totals(1, 0.5, 0)).markdown())
                .contains("""
                        - Where it is more: Nobody has said why.
                            - *put*, that: 1 against 0.5 RCU, 1 against 0.5 units in all""");
    }

    @Test
    void whatIsNotOfferedIsNotCompared() {
        Table table = table(new Row("get", List.of(figures(new Totals(9, 9, 9)), Figures.NONE)));

        assertThat(new Goals(table, List.of(), List.of()).markdown().lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).startsWith("- **Met.**").endsWith(": 0 comparisons."));
    }

    @Test
    void toNeedLessIsMetByFewerRequestsAndFewerUnits() {
        assertThat(less(new Totals(1, 0, 2), new Totals(2, 5, 1)))
                .isEqualTo("- **Met.** Fewer requests and units than that in *delete*: "
                        + "1 against 2 requests, 2 against 6 units in all.");
    }

    @Test
    void toNeedAsMuchOfOneIsNotToNeedLess() {
        assertThat(less(new Totals(1, 0, 1), new Totals(2, 0, 1)))
                .isEqualTo("- **Not met.** Fewer requests and units than that in *delete*: "
                        + "1 against 2 requests, 1 against 1 units in all. It is so.");
        assertThat(less(new Totals(2, 0, 1), new Totals(2, 1, 1))).startsWith("- **Not met.**");
    }

    @Test
    void figuresThatLookTheSameAreTheSame() {
        assertThat(neverMore(new Totals(1.001, 0, 1), new Totals(1, 0, 1))).startsWith("- **Met.**");
        assertThat(neverMore(new Totals(1.01, 0, 1), new Totals(1, 0, 1))).startsWith("- **Not met.**");
    }

    @Test
    void aGoalForARowThatThereIsNotIsAMistake() {
        Goals goals = new Goals(table(), List.of(new Less("delete", "that")), List.of());

        assertThatIllegalArgumentException().isThrownBy(goals::markdown).withMessageContaining("delete");
    }

    /** What is said of all rows together. */
    private static String neverMore(Totals ours, Totals theirs) {
        return goals("get", ours, theirs).markdown();
    }

    /** What is said of a row where the goal is less. */
    private static String less(Totals ours, Totals theirs) {
        Goals goals =
                new Goals(goals("delete", ours, theirs).table(), List.of(new Less("delete", "that")), List.of(REASON));
        return goals.markdown()
                .lines()
                .filter(line -> line.contains("Fewer"))
                .findFirst()
                .orElseThrow();
    }

    private static Goals goals(String row, Totals ours, Totals theirs) {
        return new Goals(table(new Row(row, List.of(figures(ours), figures(theirs)))), List.of(), List.of(REASON));
    }

    private static Table table(Row... rows) {
        return new Table(List.of("this", "that"), List.of(rows));
    }

    private static Figures figures(Totals totals) {
        return new Figures("", "", "", totals);
    }
}
