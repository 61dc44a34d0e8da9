package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.embedded.Fault.loseReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import io.dynastore.embedded.Faults;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Transactions with actions on a fenced partition, on an entry that token 5 has written. */
class TransactionFenceTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;
    private Entry<String> entry;

    private record Action(String name, TransactionPart part) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface TransactionPart {
        void add(Transaction tx, Partition<String> view, Entry<String> entry);
    }

    /** Each action on an entry that is there. */
    static Stream<Action> actions() {
        return Stream.of(
                new Action("put", (tx, view, entry) -> tx.put(view, "k", "new")),
                new Action("update", (tx, view, entry) -> tx.update(view, entry, "new")),
                new Action("check", (tx, view, entry) -> tx.check(view, entry)),
                new Action("delete by key", (tx, view, entry) -> tx.delete(view, "k")),
                new Action("delete", (tx, view, entry) -> tx.delete(view, entry)));
    }

    @BeforeEach
    void writeAnEntry() {
        entry = partition.fence(5).create("k", "old", with -> with.field("a", "1"));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void anActionWithALowerTokenFailsTheTransactionForGood(Action action) {
        Map<String, AttributeValue> before = store.item("k");
        TransactionFailedException[] thrown = new TransactionFailedException[1];

        assertThat(store.requestsOf(() -> thrown[0] = failed(tx -> {
                    tx.create(partition, "other", "new");
                    action.part().add(tx, partition.fence(4), entry);
                })))
                .containsExactly("TransactWriteItems");

        assertThat(thrown[0].failures())
                .extracting(Failure::action, Failure::key, Failure::reason, failure -> failure.current(Codec.string()))
                .containsExactly(tuple(1, "k", Reason.STALE_FENCE, entry));
        assertThat(store.item("k")).isEqualTo(before);
        assertThat(partition.exists("other")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("actions")
    void anActionWithTheSameOrAHigherTokenIsDone(Action action) {
        for (long token : new long[] {5, 7}) {
            partition.delete("k");
            writeAnEntry();

            store.store.transact(tx -> action.part().add(tx, partition.fence(token), entry));

            long fence = action.name().equals("check") ? 5 : token;
            if (action.name().startsWith("delete")) {
                assertThat(store.item("k")).isEmpty();
            } else {
                assertThat(store.item("k")).containsEntry("fence", n(fence)).containsKey("a");
            }
        }
    }

    @Test
    void whatIsNewTakesTheTokenAndWhatIsNotThereIsDeleted() {
        Partition<String> fenced = partition.fence(3);

        store.store.transact(
                tx -> tx.create(fenced, "created", "1").put(fenced, "put", "1").delete(fenced, "absent"));

        assertThat(store.item("created")).containsEntry("fence", n(3));
        assertThat(store.item("put")).containsEntry("fence", n(3));
    }

    @Test
    void thatTheFenceIsHigherIsSaidBeforeAllElse() {
        Partition<String> stale = partition.fence(4);
        Revision old = entry.revision();
        partition.put("k", "newer");

        for (Consumer<Transaction> action : List.<Consumer<Transaction>>of(
                tx -> tx.create(stale, "k", "x"),
                tx -> tx.update(stale, entry, "x"),
                tx -> tx.delete(stale, "k", old),
                tx -> tx.check(stale, entry))) {
            assertThat(failed(action).failures()).extracting(Failure::reason).containsExactly(Reason.STALE_FENCE);
        }
        assertThat(failed(tx -> tx.create(partition.fence(5), "k", "x")).failures())
                .extracting(Failure::reason)
                .containsExactly(Reason.EXISTS);
        assertThat(failed(tx -> tx.update(partition.fence(5), entry, "x")).failures())
                .extracting(Failure::reason)
                .containsExactly(Reason.MODIFIED);
    }

    @Test
    void theMessageTellsTheStory() {
        assertThat(failed(tx -> tx.put(partition.fence(4), "k", "x")))
                .hasMessage("Nothing of the transaction was written: action 0, key 'k' in partition '"
                        + partition.name() + "' of table 'CRMTable', was written by a newer holder, with fence"
                        + " 5 above the token 4 and is at revision " + entry.revision() + ".");
    }

    @Test
    void actionsWithoutAFenceKeepTheOneThatIsThere() {
        store.store.transact(tx -> tx.put(partition, "k", "2"));
        assertThat(store.item("k")).containsEntry("fence", n(5));

        store.store.transact(tx -> tx.update(partition, partition.get("k"), "3"));
        assertThat(store.item("k")).containsEntry("fence", n(5));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void aLeaseThatIsKnownToBeLostSendsNothing(Action action) {
        TestFence fence = new TestFence(partition, 7);
        fence.lost = true;

        assertThat(store.requestsOf(() -> assertThatExceptionOfType(TestFence.Lost.class)
                        .isThrownBy(() ->
                                store.store.transact(tx -> action.part().add(tx, partition.fence(fence), entry)))))
                .isEmpty();
    }

    @Test
    void aLostReplyIsNoStaleFenceEvenWhereANewerHolderWritesBeforeTheRetry() {
        Faults wire = new Faults();
        DynaStore faulty = DynaStore.builder(TestDynamoDb.client(wire, 3))
                .clock(store.clock)
                .pause(duration -> {})
                .build();
        Partition<String> seen = faulty.table(TestStore.CRM).partition(partition.name());
        wire.next("TransactWriteItems", loseReply())
                .between(() -> partition.fence(9).put("k", "newer"));

        faulty.transact(tx -> tx.put(seen.fence(6), "k", "ours").create(seen.fence(6), "created", "1"));

        assertThat(partition.get("k")).satisfies(newest -> {
            assertThat(newest.value()).isEqualTo("newer");
            assertThat(newest.version()).as("of the third write").isEqualTo(3);
        });
        assertThat(partition.exists("created")).isTrue();
        assertThat(wire.unused()).isZero();
    }

    private TransactionFailedException failed(Consumer<Transaction> actions) {
        return catchThrowableOfType(TransactionFailedException.class, () -> store.store.transact(actions));
    }
}
