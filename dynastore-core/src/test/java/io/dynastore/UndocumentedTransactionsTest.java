package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Faults;
import io.dynastore.embedded.LateRequest;
import io.dynastore.testkit.MutableClock;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Transactions on databases that differ in what AWS does not document: whether the token of a cancelled transaction is
 * remembered, and whether all actions that stood in the way are reported or the first one only.
 */
class UndocumentedTransactionsTest {
    private static final String BOTH_WAYS = "false, false\nfalse, true\ntrue, false\ntrue, true";

    private final Faults wire = new Faults();
    private final MutableClock clock = new MutableClock(TestStore.START);
    private DynaStore store;

    @ParameterizedTest
    @CsvSource(textBlock = BOTH_WAYS)
    void leftoversAreReplaced(boolean tokens, boolean firstOnly) {
        on(tokens, firstOnly, partition -> {
            for (String key : new String[] {"a", "b", "c"}) {
                partition.put(key, "old", with -> with.timeToLive(Duration.ofMinutes(1)));
            }
            clock.advance(Duration.ofHours(1));

            store.transact(tx ->
                    tx.put(partition, "a", "new").create(partition, "b", "new").create(partition, "c", "new"));

            assertThat(partition.find("a").orElseThrow().value()).isEqualTo("new");
            assertThat(partition.find("c").orElseThrow().version()).isEqualTo(2);
            assertThat(wire.attempts("TransactWriteItems")).isEqualTo(firstOnly ? 4 : 2);
        });
    }

    @ParameterizedTest
    @CsvSource(textBlock = BOTH_WAYS)
    void whatStoodInTheWayIsNamedAndNothingWritten(boolean tokens, boolean firstOnly) {
        on(tokens, firstOnly, partition -> {
            partition.create("a", "rival");
            partition.create("b", "rival");

            assertThat(failed(partition).failures())
                    .extracting(Failure::key)
                    .containsExactly(firstOnly ? new String[] {"a"} : new String[] {"a", "b"});
            assertThat(partition.find("c")).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(textBlock = BOTH_WAYS)
    void aRequestThatArrivesAfterItsCancellationWritesNothingOnceTheWayIsClosed(boolean tokens, boolean firstOnly) {
        on(tokens, firstOnly, partition -> {
            LateRequest late = wire.late("TransactWriteItems");
            partition.create("a", "rival");

            assertThatExceptionOfType(DynaStoreException.class)
                    .isThrownBy(() -> store.transact(
                            tx -> tx.create(partition, "c", "new").create(partition, "a", "new")));

            assertThat(late.deliver()).isEqualTo(400);
            assertThat(partition.find("c")).isEmpty();
        });
    }

    private TransactionFailedException failed(Partition<String> partition) {
        return catchThrowableOfType(
                TransactionFailedException.class,
                () -> store.transact(tx -> tx.create(partition, "a", "new")
                        .create(partition, "b", "new")
                        .create(partition, "c", "new")));
    }

    private void on(boolean tokens, boolean firstOnly, Consumer<Partition<String>> test) {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.builder()
                        .rememberCancelledTokens(tokens)
                        .reportFirstFailureOnly(firstOnly)
                        .start();
                DynamoDbClient client = EmbeddedClients.configure(
                                DynamoDbClient.builder(), EmbeddedClients.httpClient(database, wire))
                        .build()) {
            store = DynaStore.builder(client).clock(clock).build();
            store.table(TestStore.CRM).createIfAbsent();
            test.accept(store.table(TestStore.CRM).partition("p"));
        }
    }
}
