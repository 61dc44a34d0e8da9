package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.benchmarks.Throughput.Operation;
import io.dynastore.benchmarks.Throughput.Step;
import io.dynastore.benchmarks.Throughput.Subject;
import io.dynastore.benchmarks.Throughput.Turn;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class ThroughputTest {
    private static final long MILLI = 1_000_000;
    private static final List<Integer> THREADS = List.of(1, 8);

    @Test
    void aQuantileIsNotExceededByThatPartOfTheOperationsOfAllThreads() {
        Turn turn = Turn.of(
                gets(LongStream.concat(
                        LongStream.rangeClosed(1, 1000).map(millis -> (2001 - millis) * MILLI),
                        LongStream.rangeClosed(1, 1000).map(millis -> millis * MILLI))),
                0,
                Duration.ofSeconds(1));

        assertThat(turn.millis(Step.GET, 0.5)).isEqualTo(1000);
        assertThat(turn.millis(Step.GET, 0.99)).isEqualTo(1980);
        assertThat(turn.millis(Step.GET, 1)).isEqualTo(2000);
        assertThat(turn.millis(Step.CREATE, 0.5)).isNaN();
        assertThat(turn).hasToString("2,000 operations a second");
    }

    @Test
    void aTurnCountsTheOperationsOfAllThreads() throws Exception {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            Place place = new Place(client, "entries", null);
            DynaStore.create(client).table(place.table()).createIfAbsent();

            Turn turn = Turn.run(DynastoreEntries.of(place), 2, Duration.ofSeconds(1));

            assertThat(turn.sortedNanos().values())
                    .allSatisfy(latencies -> assertThat(latencies).isNotEmpty());
            assertThat(turn.perSecond())
                    .isEqualTo(turn.sortedNanos().values().stream()
                            .mapToInt(latencies -> latencies.length)
                            .sum());
        }
    }

    @Test
    void eachNumberOfThreadsHasItsLinesAndItsGoalByTheRatioInTheMiddle() {
        Rounds<Subject, Turn> turns = new Rounds<>();
        for (int operations : new int[] {98, 50, 97}) {
            turns.add(new Subject(1, false), turn(operations));
            turns.add(new Subject(1, true), turn(100));
        }
        turns.add(new Subject(8, false), turn(96));
        turns.add(new Subject(8, true), turn(100));

        assertThat(Throughput.throughput(THREADS, turns).toString().lines())
                .hasSize(4)
                .contains("| 8 | 96 | 100 | 0.960 | 104 | 100 | 1.042 |");
        assertThat(Throughput.latency(THREADS, turns).toString().lines())
                .hasSize(8)
                .contains("| 8 | get | 2.00 | 2.00 | 2.00 | 2.00 |");
        assertThat(Table.of(Throughput.goals(THREADS, turns)).toString().lines())
                .contains(
                        "| throughput to raw, 1 thread | at least 0.97 | 0.970 (0.500 to 0.980) | met |",
                        "| throughput to raw, 8 threads | at least 0.97 | 0.960 | **not met** |");
    }

    /** Returns a second of operations that took 2 ms each, and 10 ms of CPU time together. */
    private static Turn turn(int operations) {
        LongStream latencies = LongStream.generate(() -> 2 * MILLI).limit(operations);
        return Turn.of(gets(latencies), 10_000, Duration.ofSeconds(1));
    }

    private static List<Operation> gets(LongStream latencies) {
        return latencies.mapToObj(nanos -> new Operation(Step.GET, nanos)).toList();
    }
}
