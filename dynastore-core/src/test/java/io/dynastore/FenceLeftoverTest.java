package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** Writes over an expired item that token 5 has written and that DynamoDB has not deleted yet. */
@Tag(TestDynamoDb.CONTRACT)
class FenceLeftoverTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;
    private Entry<String> old;

    private record Writing(String name, BiConsumer<TestStore, Partition<String>> action) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Each write that replaces a leftover. */
    static Stream<Writing> writes() {
        return Stream.of(
                new Writing("put", (store, view) -> view.put("k", "new")),
                new Writing("create", (store, view) -> view.create("k", "new")),
                new Writing("modifyOrCreate", (store, view) -> view.modifyOrCreate("k", "new", value -> "changed")),
                new Writing(
                        "put in a transaction", (store, view) -> store.store.transact(tx -> tx.put(view, "k", "new"))),
                new Writing(
                        "create in a transaction",
                        (store, view) -> store.store.transact(tx -> tx.create(view, "k", "new"))));
    }

    @BeforeEach
    void leaveAnExpiredItem() {
        old = partition
                .fence(5)
                .put("k", "old", with -> with.timeToLive(Duration.ofSeconds(1)).field("a", "1"));
        store.clock.advance(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aWriteWithoutAFenceStartsCleanButForTheFence(Writing write) {
        write.action().accept(store, partition);

        assertThat(store.item("k"))
                .containsOnlyKeys("id", "name", "version", "payload", "writeId", "fence")
                .containsEntry("fence", n(5))
                .containsEntry("version", n(2))
                .containsEntry("payload", s("new"));
        assertThatExceptionOfType(StaleFenceException.class)
                .isThrownBy(() -> partition.fence(4).put("k", "late"));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aWriteWithTheSameOrAHigherTokenStartsCleanAndLeavesIts(Writing write) {
        for (long token : new long[] {5, 6}) {
            leaveAnExpiredItem();

            write.action().accept(store, partition.fence(token));

            assertThat(store.item("k"))
                    .containsOnlyKeys("id", "name", "version", "payload", "writeId", "fence")
                    .containsEntry("fence", n(token))
                    .containsEntry("payload", s("new"));
            store.raw()
                    .deleteItem(delete -> delete.tableName(store.table.name()).key(store.itemKey("k")));
        }
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aWriteWithALowerTokenIsRefusedAndLeavesTheLeftoverAsItIs(Writing write) {
        Map<String, AttributeValue> leftover = store.item("k");

        assertThatExceptionOfType(DynaStoreException.class)
                .isThrownBy(() -> write.action().accept(store, partition.fence(4)))
                .isInstanceOfAny(StaleFenceException.class, TransactionFailedException.class)
                .withMessageContaining("newer holder");

        assertThat(store.item("k")).isEqualTo(leftover);
    }

    @Test
    void aStaleTransactionOverALeftoverDoesNotShowTheExpiredEntry() {
        TransactionFailedException thrown = catchThrowableOfType(
                TransactionFailedException.class,
                () -> store.store.transact(tx -> tx.create(partition.fence(4), "k", "new")));

        assertThat(thrown.failures())
                .extracting(Failure::reason, Failure::current)
                .containsExactly(tuple(Reason.STALE_FENCE, null));
    }

    @Test
    void anUpdateOrDeleteWithALowerTokenIsStaleRatherThanNotFound() {
        Map<String, AttributeValue> leftover = store.item("k");

        FencedWrite.all()
                .filter(write ->
                        !write.name().startsWith("modify") && !write.name().equals("put"))
                .forEach(write -> assertThatExceptionOfType(StaleFenceException.class)
                        .isThrownBy(() -> write.action().accept(partition.fence(4), old)));
        assertThatExceptionOfType(KeyNotFoundException.class)
                .isThrownBy(() -> partition.fence(5).update(old, "x"));

        assertThat(store.item("k")).isEqualTo(leftover);
    }

    @Test
    void aNewerHolderWhoReplacesTheLeftoverFirstRefusesTheWrite() {
        for (Writing write : writes().limit(2).toList()) {
            leaveAnExpiredItem();
            Partition<String> raced = beforeReplacement(() -> partition.fence(9).put("k", "newer"));

            assertThatExceptionOfType(StaleFenceException.class)
                    .as(write.name())
                    .isThrownBy(() -> write.action().accept(store, raced.fence(6)))
                    .satisfies(e -> assertThat(e.fence()).isEqualTo(9));
            assertThat(partition.get("k").value()).isEqualTo("newer");
            partition.delete("k");
        }
    }

    @Test
    void aFenceThatAnotherProgramRaisesOnTheLeftoverRefusesTheWriteToo() {
        Partition<String> raced = beforeReplacement(() -> store.raw()
                .updateItem(update -> update.tableName(store.table.name())
                        .key(store.itemKey("k"))
                        .updateExpression("SET fence = :fence")
                        .expressionAttributeValues(Map.of(":fence", n(9)))));

        assertThatExceptionOfType(StaleFenceException.class)
                .isThrownBy(() -> raced.fence(6).create("k", "new"));
        assertThat(store.item("k")).containsEntry("fence", n(9)).containsEntry("payload", s("old"));
    }

    @Test
    void aLeftoverOfTheGoLibraryWithAFieldOfThatNameKeepsItWhereNobodyFences() {
        store.putItem("k", Map.of("version", n(1), "payload", s("x"), "expires", n(Rows.EXPIRED), "fence", s("white")));

        partition.create("k", "new");

        assertThat(store.item("k")).containsEntry("fence", s("white")).containsEntry("version", n(2));
    }

    @Test
    void replacingALeftoverUnderAFenceTakesTwoRequests() {
        assertThat(store.requestsOf(() -> partition.fence(5).create("k", "new")))
                .isEqualTo(List.of("PutItem", "PutItem"));
        leaveAnExpiredItem();
        assertThat(store.requestsOf(() -> partition.fence(5).put("k", "new")))
                .isEqualTo(List.of("UpdateItem", "PutItem"));
    }

    /** The partition, with something happening between the write that was refused and the replacement of the leftover. */
    private Partition<String> beforeReplacement(Runnable meanwhile) {
        return RecordingHook.hooked(store, new OperationHook() {
            private int sent;

            @Override
            public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
                if (++sent == 2) {
                    meanwhile.run();
                }
                return request;
            }
        });
    }
}
