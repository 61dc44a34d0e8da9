package io.dynastore.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.RandomFaults;
import io.dynastore.idempotency.IdempotencyRecord.State;
import io.dynastore.lease.OtherProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Two processes and one key: many callers, lost replies, requests that arrive twice, and a process that freezes or dies. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs the signals of POSIX")
class IdempotencyProcessesTest {
    /** In each process. */
    private static final int CALLERS = 32;

    private static final int KEYS = Boolean.getBoolean("dynastore.soak") ? 20 : 2;

    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
    private final DynamoDbClient client = EmbeddedClients.of(database);
    private final Callers here = new Callers(client);
    private OtherProcess other;

    /** Both processes use the table as soon as they start. */
    @BeforeEach
    void createTable() {
        DynaStore.create(client).table(Callers.TABLE).createIfAbsent();
        here.effects.create(Callers.COUNTER, "0");
        other = OtherProcess.start(CallerProcess.class, database.listen(0).toString());
        assertThat(other.answer()).isEqualTo("READY");
    }

    @AfterEach
    void close() {
        other.close();
        client.close();
        database.close();
    }

    @Test
    void everyCallerThatGetsAResultGetsTheSameOne() throws Exception {
        manyCallers();
        database.faults().randomly(RandomFaults.none());
        aFrozenTransaction();
        aFrozenAction();
        aKilledAction();
    }

    private void manyCallers() throws Exception {
        database.faults()
                .randomly(RandomFaults.seeded(1)
                        .with(Fault.loseReply(), 0.1)
                        .with(Fault.drop(), 0.05)
                        .with(Fault.duplicate(), 0.1)
                        .with(Fault.internalServerError().afterExecution(), 0.1)
                        .only("UpdateItem", "TransactWriteItems"));
        for (int i = 1; i <= KEYS; i++) {
            other.ask("run run-" + i + " " + CALLERS);
            assertThat(results(here.run("run-" + i, CALLERS, attempt -> null)))
                    .hasSize(2 * CALLERS)
                    .containsOnly(here.operations.run("run-" + i, Fingerprint.of("request"), attempt -> "too late"));

            other.ask("transact transact-" + i + " " + CALLERS);
            assertThat(results(here.transact("transact-" + i, CALLERS, () -> {})))
                    .hasSize(2 * CALLERS)
                    .containsOnly(
                            here.operations.transact("transact-" + i, Fingerprint.of("request"), tx -> "too late"));
            assertThat(here.effects.get(Callers.COUNTER).value()).isEqualTo(String.valueOf(i));
        }
    }

    private void aFrozenTransaction() throws Exception {
        other.ask("holdTransact frozen-transact");
        assertThat(other.event()).isEqualTo("transacting");
        other.freeze();
        String result =
                Callers.await(here.transact("frozen-transact", 1, () -> {})).get(0);
        other.thaw();
        other.ask("finish");

        assertThat(other.ask("results")).isEqualTo(result);
        assertThat(here.effects.get(Callers.COUNTER).value()).isEqualTo(String.valueOf(KEYS + 1));
    }

    private void aFrozenAction() throws Exception {
        other.ask("holdRun frozen-run");
        String[] first = other.event().split(" ", -1);
        other.freeze();
        List<String> second = new ArrayList<>();
        String result = Callers.await(here.run("frozen-run", 1, attempt -> {
                    second.add(attempt.number() + " " + attempt.id());
                    return null;
                }))
                .get(0);
        var item = here.operations.find("frozen-run").orElseThrow();
        assertThat(item.state()).isEqualTo(State.COMPLETED);
        other.thaw();
        other.ask("finish");

        assertThat(other.ask("results")).isEqualTo(result);
        assertThat(second).containsExactly("2 " + first[1]);
        assertThat(here.operations.find("frozen-run")).contains(item);
    }

    private void aKilledAction() throws Exception {
        other.ask("holdRun killed-run");
        String[] first = other.event().split(" ", -1);
        other.kill();
        List<String> second = new ArrayList<>();
        List<Future<String>> callers = here.run("killed-run", 4, attempt -> {
            second.add(attempt.number() + " " + attempt.id());
            return null;
        });

        assertThat(Callers.await(callers)).containsOnly(Callers.await(callers).get(0));
        assertThat(second).containsExactly("2 " + first[1]);
    }

    private List<String> results(List<Future<String>> callers) throws Exception {
        List<String> all = new ArrayList<>(Callers.await(callers));
        all.addAll(List.of(other.ask("results").split(" ", -1)));
        return all;
    }
}
