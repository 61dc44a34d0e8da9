package io.dynastore.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThroughputTablesTest {
    private static final long MILLI = 1_000_000;

    private final ThroughputTables tables = new ThroughputTables(List.of(
            new Pairs(1, List.of(turn(98), turn(50), turn(97)), List.of(turn(100), turn(100), turn(100))),
            new Pairs(8, List.of(turn(96)), List.of(turn(100)))));

    @Test
    void theGoalOfEachNumberOfThreadsIsJudgedByTheRatioInTheMiddle() {
        assertThat(tables.goals().lines())
                .contains(
                        "| throughput to raw, 1 thread | at least 0.97 | 0.970 (0.500 to 0.980) | met |",
                        "| throughput to raw, 8 threads | at least 0.97 | 0.960 | **not met** |");
    }

    @Test
    void eachNumberOfThreadsHasItsLines() {
        assertThat(tables.throughput().lines()).hasSize(4).contains("| 8 | 96 | 100 | 0.960 | 104 | 100 | 1.042 |");
        assertThat(tables.latency().lines()).hasSize(8).contains("| 8 | get | 2.00 | 2.00 | 2.00 | 2.00 |");
    }

    /** A second of so many operations, by two threads, which took 10 ms of CPU. */
    private static Turn turn(int operations) {
        Latencies half = new Latencies();
        for (int i = 0; i < operations / 2; i++) {
            half.add(2 * MILLI);
        }
        Latencies rest = new Latencies();
        for (int i = 0; i < operations - operations / 2; i++) {
            rest.add(2 * MILLI);
        }
        return Turn.of(
                List.of(Map.of(Step.GET, half), Map.of(Step.GET, rest, Step.CREATE, new Latencies())),
                10 * MILLI,
                Duration.ofSeconds(1));
    }
}
