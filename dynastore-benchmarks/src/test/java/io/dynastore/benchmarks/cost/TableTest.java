package io.dynastore.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.benchmarks.cost.Stage.Sample;
import io.dynastore.benchmarks.cost.Table.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void eachContenderHasThreeColumns() {
        Table table = new Table(
                List.of("this", "that"),
                List.of(new Row(
                        "renew", List.of(new Figures("1 UpdateItem", "0", "1", new Totals(1, 0, 1)), Figures.NONE))));

        assertThat(table.markdown()).isEqualTo("""
                        | scenario | this | RCU | WCU | that | RCU | WCU |
                        | --- | --- | --: | --: | --- | --: | --: |
                        | renew | 1 UpdateItem | 0 | 1 | – | – | – |""");
    }

    @Test
    void runsThatDifferAreSummedUpByTheOneInTheMiddle() {
        List<Sample> samples = List.of(sample(7, 300), sample(3, 100), sample(5, 200));

        assertThat(Figures.of(samples, true))
                .isEqualTo(new Figures(
                        "5 GetItem; 3 to 7 requests in 3 runs, 5 on average; 0.2 s",
                        "2.5",
                        "0",
                        new Totals(5, 2.5, 0)));
    }

    @Test
    void runsThatAreTheSameNeedNoSummary() {
        assertThat(Figures.of(List.of(sample(2, 1), sample(2, 900)), false))
                .isEqualTo(new Figures("2 GetItem", "1", "0", new Totals(2, 1, 0)));
    }

    @Test
    void unitsAreTheMeanOfAllRuns() {
        assertThat(Figures.of(List.of(sample(3, 1), sample(3, 1), sample(4, 1)), false))
                .isEqualTo(new Figures(
                        "3 GetItem; 3 to 4 requests in 3 runs, 3.33 on average",
                        "1.67",
                        "0",
                        new Totals(10 / 3.0, 5 / 3.0, 0)));
    }

    @Test
    void anHourIsManyTimesOneRenewal() {
        Cost renewal = new Cost(new TreeMap<>(Map.of("UpdateItem", 1)), 0, 0, 1);

        assertThat(renewal.times(360).describeRequests()).isEqualTo("360 UpdateItem");
        assertThat(renewal.times(360).writeUnits()).isEqualTo(360);
    }

    private static Sample sample(int reads, int millis) {
        return new Sample(
                new Cost(new TreeMap<>(Map.of("GetItem", reads)), 0, reads * 0.5, 0), Duration.ofMillis(millis));
    }
}
