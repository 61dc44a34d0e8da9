package io.dynastore;

import static io.dynastore.embedded.Fault.loseReply;
import static io.dynastore.embedded.Fault.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Faults;
import io.dynastore.testkit.MutableClock;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * A retry that comes after DynamoDB has forgotten the token of an attempt that it executed, for instance from a process that was
 * suspended: the conditions refuse it, and its own write ids are all that proves that it was committed.
 */
class TransactionTokenTest {
    private static final String TRANSACT = "TransactWriteItems";
    private static final Duration LIFE_OF_A_TOKEN = Duration.ofMinutes(10);

    private final MutableClock clock = new MutableClock(TestStore.START);
    private final EmbeddedDynamoDb database =
            EmbeddedDynamoDb.builder().clock(clock).start();
    private final Faults wire = new Faults();
    private final DynamoDbClient raw = EmbeddedClients.of(database);
    private final DynamoDbClient client = EmbeddedClients.configure(
                    DynamoDbClient.builder(), EmbeddedClients.httpClient(database, wire))
            .overrideConfiguration(TestDynamoDb.trying(3))
            .build();
    private final DynaStore store =
            DynaStore.builder(client).clock(clock).pause(pause -> {}).build();
    private final Partition<String> partition = store.table(TestStore.CRM).partition("p");
    private final Partition<String> rival =
            DynaStore.builder(raw).clock(clock).build().table(TestStore.CRM).partition("p");
    private Entry<String> old;

    @BeforeEach
    void prepare() {
        store.table(TestStore.CRM).createIfAbsent();
        old = rival.create("old", "1");
    }

    @AfterEach
    void close() {
        client.close();
        raw.close();
        database.close();
    }

    /** Each kind of action that leaves a write id, beside those that leave none. */
    static Stream<Arguments> transactions() {
        return Stream.of(
                kind("create", (test, tx) -> tx.create(test.partition, "new", "2")),
                kind("put of a new entry", (test, tx) -> tx.put(test.partition, "new", "2")),
                kind("put over an entry", (test, tx) -> tx.put(test.partition, "old", "2")),
                kind("update", (test, tx) -> tx.update(test.partition, test.old, "2")),
                kind(
                        "delete and create",
                        (test, tx) -> tx.delete(test.partition, test.old).create(test.partition, "new", "2")),
                kind(
                        "delete by key and update",
                        (test, tx) -> tx.delete(test.partition, "none").update(test.partition, test.old, "2")));
    }

    private static Arguments kind(String name, BiConsumer<TransactionTokenTest, Transaction> actions) {
        return Arguments.of(name, actions);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    void itsOwnWriteIdProvesThatItWasCommitted(String name, BiConsumer<TransactionTokenTest, Transaction> actions) {
        wire.next(TRANSACT, loseReply()).between(this::forgetTokens).next(TRANSACT, pass());

        store.transact(tx -> actions.accept(this, tx));

        assertThat(wire.attempts(TRANSACT)).isEqualTo(2);
        assertThat(Stream.of("old", "new")
                        .filter(key -> rival.find(key)
                                .filter(entry -> entry.value().equals("2"))
                                .isPresent()))
                .hasSize(1);
    }

    @Test
    void itProvesItAlsoAfterAnotherClientHasContinuedTheEntry() {
        wire.next(TRANSACT, loseReply())
                .between(() -> {
                    forgetTokens();
                    rival.update(rival.get("new"), "3");
                })
                .next(TRANSACT, pass());

        store.transact(tx -> tx.create(partition, "new", "2"));

        assertThat(rival.get("new").value()).isEqualTo("3");
    }

    /** Nothing is left that proves it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("transactionsThatLeaveNoTrace")
    void otherwiseItIsUnknown(String name, BiConsumer<TransactionTokenTest, Transaction> actions) {
        wire.next(TRANSACT, loseReply())
                .between(() -> {
                    forgetTokens();
                    rival.put("old", "rival");
                })
                .next(TRANSACT, pass());

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> store.transact(tx -> actions.accept(this, tx)))
                .withCauseInstanceOf(TransactionCanceledException.class);

        assertThat(wire.attempts(TRANSACT)).isEqualTo(2);
    }

    static Stream<Arguments> transactionsThatLeaveNoTrace() {
        return Stream.of(
                kind("update", (test, tx) -> tx.update(test.partition, test.old, "2")),
                kind("delete", (test, tx) -> tx.delete(test.partition, test.old)),
                kind(
                        "delete of two",
                        (test, tx) -> tx.delete(test.partition, test.old).delete(test.partition, "none")));
    }

    private void forgetTokens() {
        clock.advance(LIFE_OF_A_TOKEN.plusMinutes(1));
    }
}
