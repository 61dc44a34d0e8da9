package io.dynastore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.benchmarks.LeaseGrowth.Held;
import io.dynastore.benchmarks.LeaseGrowth.Waited;
import io.dynastore.benchmarks.ModifyGrowth.Run;
import io.dynastore.benchmarks.Rounds.Spread;
import io.dynastore.benchmarks.StreamGrowth.Reading;
import io.dynastore.benchmarks.StreamGrowth.Subject;
import io.dynastore.benchmarks.Table.Goal;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class GrowthTest {
    private static final double MIB = 1024 * 1024;

    private final LongAdder requests = new LongAdder();
    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
    private final DynamoDbClient client = Meter.client(database, new Growth.RequestCounter(requests));
    private final io.dynastore.Table table = Growth.createTable(client);

    @AfterEach
    void close() {
        client.close();
        database.close();
    }

    @Test
    void allOfAPartitionIsStreamed() throws Exception {
        StreamGrowth growth = new StreamGrowth(client, table);

        growth.run(List.of(260, 510), 1);

        assertThat(growth.table().toString().lines()).hasSize(4);
        assertThat(growth.readings.subjects()).hasSize(4);
    }

    @Test
    void theLargestStreamIsComparedWithTheSmallest() {
        StreamGrowth growth = new StreamGrowth(client, table);
        add(growth, 1_000, List.of(100.0, 300.0), List.of(10.0, 10.0), List.of(80.0, 200.0), 2);
        add(growth, 100_000, List.of(110.0, 360.0), List.of(12.5, 15.0), List.of(100.0, 300.0), 3);

        assertThat(growth.goals()).hasSize(3).extracting(Goal::isMet).containsExactly(true, false, false);
        assertThat(growth.goals().get(1).measured()).isEqualTo(new Spread(1.25, 1.375, 1.5));
        assertThat(growth.goals().get(2).measured().median()).isEqualTo(1.5);
        assertThat(growth.table().toString().lines())
                .contains("| 100,000 | 235.0 (110.0 to 360.0) | 200.0 (100.0 to 300.0) | 1.15 (1.10 to 1.20)"
                        + " | 13.8 (12.5 to 15.0) | 10.0 | 1.38 (1.25 to 1.50) | 3.00 |");
    }

    private static void add(
            StreamGrowth growth, int size, List<Double> micros, List<Double> cpu, List<Double> pages, double heap) {
        for (int round = 0; round < micros.size(); round++) {
            growth.readings.add(new Subject(size, false), new Reading(micros.get(round), cpu.get(round)));
            growth.readings.add(new Subject(size, true), new Reading(pages.get(round), 10));
        }
        growth.heap.add(size, heap * MIB);
    }

    @Test
    void oneWriterNeedsTwoRequestsAndSeveralLoseNothing() throws Exception {
        ModifyGrowth growth = new ModifyGrowth(table.partition("counters"), requests);

        Rounds<Integer, Run> runs = growth.run(List.of(1, 4), 12, 1);

        assertThat(runs.of(1, Run::requestsPerChange).median()).isEqualTo(2);
        assertThat(runs.of(4, Run::changed).median()).isEqualTo(12);
        assertThat(ModifyGrowth.goal(runs).isMet()).isTrue();
    }

    @Test
    void aChangeIsAReadAndItsWritesAndOneLostChangeMissesTheGoal() {
        Rounds<Integer, Run> runs = new Rounds<>();
        runs.add(1, new Run(100, 100, 0, 200, 500_000));
        runs.add(2, new Run(100, 100, 0, 350, 1_000_000));

        assertThat(ModifyGrowth.table(runs).toString().lines())
                .contains("| 1 | 100 | 100 | 0 | 1.00 | 2.00 | 200 |", "| 2 | 100 | 100 | 0 | 2.50 | 3.50 | 100 |");
        assertThat(ModifyGrowth.goal(runs).isMet()).isTrue();

        runs.add(2, new Run(100, 100, 1, 300, 1));

        assertThat(ModifyGrowth.goal(runs).isMet()).isFalse();
    }

    @Test
    void requestsForLeasesAreComparedWithThoseOfTheInterval() {
        List<Held> runs = List.of(new Held(0, 0, 0, 0, 10_000, 9e6), new Held(30, 0, 4, 90, 900_000, 9e6));

        assertThat(LeaseGrowth.heldTable(runs).toString().lines())
                .contains("| 0 | 0 | 0 | 0.0 | 0.0 | 1.1 | – |", "| 30 | 0 | 4 | 10.0 | 10.0 | 100.0 | 10,000.0 |");
        assertThat(LeaseGrowth.goals(runs)).allMatch(Goal::isMet);
    }

    @Test
    void lostLeasesAndTooManyRequestsMissTheGoals() {
        assertThat(LeaseGrowth.goals(List.of(new Held(30, 1, 4, 120, 900_000, 9e6))))
                .noneMatch(Goal::isMet);
    }

    @Test
    void threadsThatWaitShareOnePoller() throws Exception {
        LeaseGrowth growth = new LeaseGrowth(table, requests);

        List<Waited> runs = List.of(growth.await(1, Duration.ofMillis(100)), growth.await(8, Duration.ofMillis(100)));

        assertThat(runs).extracting(Waited::waiters).containsExactly(1, 8);
        assertThat(runs.get(1).requestsEach()).isBetween(1.0, 3.0);
    }

    @Test
    void moreThanOneRequestASecondMissesTheGoal() {
        assertThat(LeaseGrowth.goal(List.of(new Waited(1, 2, 2), new Waited(500, 1, 2)))
                        .isMet())
                .isTrue();
        assertThat(LeaseGrowth.goal(List.of(new Waited(500, 1.1, 2))).isMet()).isFalse();
        assertThat(LeaseGrowth.waitedTable(List.of(new Waited(500, 0.64, 2.006)))
                        .toString())
                .endsWith("| 500 | 0.6 | 2.01 |");
    }
}
