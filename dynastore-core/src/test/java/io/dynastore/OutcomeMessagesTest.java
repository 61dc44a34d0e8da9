package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static io.dynastore.embedded.Fault.cutBody;
import static io.dynastore.embedded.Fault.drop;
import static io.dynastore.embedded.Fault.intermediary;
import static io.dynastore.embedded.Fault.internalServerError;
import static io.dynastore.embedded.Fault.loseReply;
import static io.dynastore.embedded.Fault.pass;
import static io.dynastore.embedded.Fault.serviceUnavailable;
import static io.dynastore.embedded.Fault.throughputExceeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.Hold;
import io.dynastore.http.ObservedHttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The message of an unknown outcome says which attempts were lost, what they got instead of an answer, and what refused. */
class OutcomeMessagesTest {
    private static final int ATTEMPTS = 3;

    private final TestStore store = new TestStore();
    private final Faults faults = new Faults();
    private DynamoDbClient client;
    private Partition<String> partition;

    /** A write, the request that it sends, and what its message calls it. */
    @SuppressWarnings("ImmutableEnumChecker")
    enum Write {
        CREATE("PutItem", "written", (test, old) -> test.partition.create("new", "secret")),
        PUT("UpdateItem", "written", (test, old) -> test.partition.put("k", "secret")),
        UPDATE("UpdateItem", "written", (test, old) -> test.partition.update(old, "secret")),
        MODIFY("UpdateItem", "written", (test, old) -> test.partition.modify("k", value -> "secret")),
        DELETE("DeleteItem", "deleted", (test, old) -> test.partition.delete(old)),
        DELETE_ALL("BatchWriteItem", "deleted", (test, old) -> test.partition.deleteAll(List.of("k"))),
        TRANSACT(
                "TransactWriteItems",
                "written",
                (test, old) -> test.partition.table().store().transact(tx -> tx.update(test.partition, old, "secret")));

        private final String request;
        private final String done;
        private final BiConsumer<OutcomeMessagesTest, Entry<String>> action;

        Write(String request, String done, BiConsumer<OutcomeMessagesTest, Entry<String>> action) {
            this.request = request;
            this.done = done;
            this.action = action;
        }

        String message(OutcomeMessagesTest test) {
            Entry<String> old = test.store.partition.find("k").orElse(null);
            OutcomeUnknownException thrown =
                    catchThrowableOfType(OutcomeUnknownException.class, () -> action.accept(test, old));
            assertThat(thrown).isNotNull();
            assertThat(thrown.getMessage())
                    .startsWith("Unknown whether ")
                    .contains(done)
                    .contains("'" + test.store.partition.name() + "'")
                    .doesNotContain("A reply was lost", "null", "secret");
            return thrown.getMessage();
        }
    }

    private void connect(boolean observed, int attempts) {
        SdkHttpClient http = TestDynamoDb.http(faults);
        client = TestDynamoDb.builder(http)
                .httpClient(null)
                .httpClientBuilder(new OwnedHttp(observed ? ObservedHttpClient.of(http) : http))
                .overrideConfiguration(TestDynamoDb.trying(attempts))
                .build();
        partition = DynaStore.builder(client)
                .clock(store.clock)
                .pause(pause -> {
                    throw new InterruptedException("no further request");
                })
                .build()
                .table(TestStore.CRM)
                .partition(store.partition.name());
        store.partition.put("k", "old");
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                        Arguments.of(internalServerError(), "got status 500"),
                        Arguments.of(serviceUnavailable().afterExecution(), "got status 503"),
                        Arguments.of(intermediary(502), "got status 502"),
                        Arguments.of(intermediary(403).afterExecution(), "got status 403, but not from DynamoDB"),
                        Arguments.of(cutBody(1), "got an answer that cannot be read"),
                        Arguments.of(drop(), "got no answer"),
                        Arguments.of(loseReply(), "got no answer"))
                .flatMap(row -> Stream.of(Write.values())
                        .flatMap(write -> Stream.of(false, true)
                                .map(observed -> Arguments.of(write, row.get()[0], observed, row.get()[1]))));
    }

    @ParameterizedTest(name = "{0}, {1}, observed: {2}")
    @MethodSource("answers")
    void whatWasLost(Write write, Fault fault, boolean observed, String expected) {
        connect(observed, 1);
        faults.next(write.request, fault);

        // Without an observer, an exception does not tell whether an answer was begun.
        boolean seen = observed || !fault.equals(cutBody(1));
        assertThat(write.message(this)).contains(". The only attempt " + (seen ? expected : "got no answer"));
        Thread.interrupted();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefusedConditionAfterALostReply(boolean observed) {
        connect(observed, ATTEMPTS);
        faults.next("UpdateItem", internalServerError(), loseReply())
                .between(() -> store.partition.put("k", "rival"))
                .next("UpdateItem", pass());

        assertThat(Write.UPDATE.message(this))
                .contains("Attempt 1 got status 500, attempt 2 got no answer")
                .contains(", attempt 3 got a refusal (ConditionalCheckFailedException). The entry is at revision ")
                .endsWith(" now. Read the entry, consistently, and decide by its content.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefusedConditionOfACreate(boolean observed) {
        connect(observed, ATTEMPTS);
        faults.next("PutItem", intermediary(502))
                .between(() -> store.partition.put("new", "rival"))
                .next("PutItem", pass());

        assertThat(Write.CREATE.message(this))
                .contains("Attempt 1 got status 502, attempt 2 got a refusal (ConditionalCheckFailedException)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefusedConditionOfADeleteSaysThatTheEntryIsGone(boolean observed) {
        connect(observed, ATTEMPTS);
        faults.next("DeleteItem", loseReply());

        assertThat(Write.DELETE.message(this))
                .contains("Unknown whether this call deleted it", "attempt 2 got a refusal (Conditional")
                .contains("The entry is gone; who removed it is unknown.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelledTransactionAfterALostReply(boolean observed) {
        connect(observed, ATTEMPTS);
        faults.next("TransactWriteItems", drop())
                .between(() -> store.partition.put("k", "rival"))
                .next("TransactWriteItems", pass());

        assertThat(Write.TRANSACT.message(this))
                .contains("Attempt 1 got no answer", ", attempt 2 got a refusal (TransactionCanceledException).");
    }

    @Test
    void throttledAttemptsAreToldApartFromLostOnes() {
        connect(true, ATTEMPTS);
        faults.next("UpdateItem", throughputExceeded(), loseReply(), throughputExceeded());

        assertThat(Write.PUT.message(this))
                .contains("Attempt 1 got a refusal (ProvisionedThroughputExceededException), attempt 2 got no answer")
                .contains(", attempt 3 got a refusal (ProvisionedThroughputExceededException).");
    }

    /** What another program made of the entry between two attempts says nothing about the first. */
    @ParameterizedTest
    @EnumSource(names = {"UPDATE", "DELETE", "PUT", "CREATE"})
    void aMalformedItemThatRefusesARetry(Write write) {
        connect(true, ATTEMPTS);
        String key = write == Write.CREATE ? "new" : "k";
        faults.next(write.request, drop())
                .between(() -> store.putItem(
                        key,
                        Map.of(
                                "version", s("one"),
                                "payload", s("x"),
                                "writeId", s("x"),
                                "expires", n(1))))
                .next(write.request, pass());

        assertThat(write.message(this))
                .startsWith("Unknown whether it was " + write.done + ": key '" + key + "'")
                .contains("attempt 2 got a refusal (ConditionalCheckFailedException)")
                .contains("The entry is at an unreadable revision now.");
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE", "PUT", "UPDATE", "DELETE", "TRANSACT"})
    void anInterrupt(Write write) {
        connect(true, 1);
        Thread caller = Thread.currentThread();
        faults.before(write.request, caller::interrupt);
        Hold held = faults.hold(write.request, Duration.ofSeconds(10));

        assertThat(write.message(this)).contains("The only attempt got no answer (");

        assertThat(Thread.interrupted()).isTrue();
        held.release();
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE", "PUT", "UPDATE", "DELETE", "TRANSACT"})
    void aClientThatIsClosed(Write write) {
        connect(true, 1);
        faults.before(write.request, () -> client.close());
        Hold held = faults.hold(write.request, Duration.ofSeconds(10));

        assertThat(write.message(this)).contains("The only attempt got no answer (");

        Thread.interrupted();
        held.release();
    }
}
