package io.dynastore.benchmarks.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StartsTest {
    private final List<Starts> ways = List.of(
            starts(Way.AS_IT_IS, List.of(1000.0, 2000.0, 1000.0), List.of(1040.0, 2400.0, 1050.0)),
            starts(Way.AHEAD_OF_TIME, List.of(1000.0), List.of(1060.0)));

    @Test
    void eachWayIsJudgedByTheRatioInTheMiddle() {
        assertThat(Starts.goals(ways).lines())
                .contains(
                        "| time to the first answer, to plain, as it is | at most 1.05 | 1.050 (1.040 to 1.200) | met |",
                        "| time to the first answer, to plain, processed ahead of time | at most 1.05 | 1.060 | **not met** |");
    }

    @Test
    void eachApplicationHasALineInEachWay() {
        assertThat(Starts.table(ways).lines())
                .hasSize(6)
                .contains(
                        "| processed ahead of time | plain | 1,000 |  | 2,000 |  | 9,000 |  |",
                        "| processed ahead of time | with the starter | 1,060 | 1.060 | 2,120 | 1.060 | 9,000 | 1.000 |");
    }

    private static Starts starts(Way way, List<Double> plain, List<Double> starter) {
        Starts starts = new Starts(way);
        plain.forEach(millis -> starts.add(Application.PLAIN, new Start(millis, 2 * millis, 9000)));
        starter.forEach(millis -> starts.add(Application.STARTER, new Start(millis, 2 * millis, 9000)));
        return starts;
    }
}
