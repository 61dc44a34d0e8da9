package io.dynastore.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.OutcomeUnknownException;
import io.dynastore.TestDynamoDb;
import io.dynastore.TestStore;
import io.dynastore.idempotency.IdempotencyRecord.State;
import io.dynastore.lease.SimulatedNetwork;
import io.dynastore.lease.SimulatedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Some processes call the same operation at random times. Requests and replies are lost, late and repeated, actions fail or take
 * longer than their leases, and processes are frozen. Whatever happens, all results are the same.
 */
class IdempotencySimulationTest {
    /** More of them under {@code mvn -Psoak}. */
    private static final int SEEDS = Boolean.getBoolean("dynastore.soak") ? 1_000 : 30;

    @Test
    void allResultsAreTheSame() {
        int runs = 0;
        int results = 0;
        int late = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Simulation simulation = new Simulation(seed);
            simulation.run();
            runs += simulation.runs;
            results += simulation.results.size();
            late += simulation.overtaken;
        }
        assertThat(runs).as("more attempts than operations").isGreaterThan(2 * SEEDS);
        assertThat(results).isGreaterThan(2 * SEEDS);
        assertThat(late).as("attempts whose successor was faster").isPositive();
    }

    private static final class Simulation {
        private static final int PROCESSES = 4;
        private static final int CALLS = 3;

        private final long seed;
        private final Random random;
        private final SimulatedTime time = new SimulatedTime();
        private final TestStore test = new TestStore();
        private final List<String> results = new ArrayList<>();
        private final Set<String> ids = new HashSet<>();
        private int runs;
        private int overtaken;

        Simulation(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run() {
            for (int i = 0; i < PROCESSES; i++) {
                Caller caller = new Caller(
                        time,
                        test,
                        new SimulatedNetwork(TestDynamoDb.http(), time, random, Duration.ofSeconds(50), 0.4));
                caller.process.wallAhead(upTo(Duration.ofSeconds(5)));
                for (int call = 0; call < CALLS; call++) {
                    time.in(upTo(Duration.ofMinutes(5)), () -> call(caller));
                }
            }
            time.advance(Duration.ofHours(1));

            Caller last = new Caller(time, test);
            String result = last.run("k", "last");
            assertThat(last.payments.find("k").orElseThrow().state()).isEqualTo(State.COMPLETED);
            assertThat(results).as("seed %d", seed).allMatch(result::equals);
            assertThat(ids).hasSizeLessThanOrEqualTo(1);
        }

        private void call(Caller caller) {
            if (caller.process.isPaused()) {
                time.in(Duration.ofSeconds(10), () -> call(caller));
                return;
            }
            Duration waiting = random.nextBoolean() ? Duration.ZERO : upTo(Duration.ofMinutes(2));
            String own = "result " + random.nextInt();
            boolean[] ran = new boolean[1];
            try {
                String result = caller.payments.waiting(waiting).run("k", Caller.REQUEST, attempt -> {
                    runs++;
                    ran[0] = true;
                    ids.add(attempt.id());
                    act(caller);
                    return own;
                });
                results.add(result);
                overtaken += ran[0] && !result.equals(own) ? 1 : 0;
            } catch (KeyInProgressException
                    | OutcomeUnknownException
                    | ResultNotRecordedException
                    | SdkException
                    | IllegalStateException e) {
                // There is no result.
            }
        }

        private void act(Caller caller) {
            switch (random.nextInt(5)) {
                case 0 -> time.advance(upTo(Duration.ofSeconds(1)));
                case 1 -> time.advance(upTo(Duration.ofMinutes(2)));
                case 2, 3 -> caller.freeze(upTo(Duration.ofMinutes(2)));
                default -> {
                    time.advance(upTo(Duration.ofSeconds(40)));
                    throw new IllegalStateException("failed");
                }
            }
        }

        private Duration upTo(Duration most) {
            return Duration.ofNanos((long) (random.nextDouble() * most.toNanos()));
        }
    }
}
