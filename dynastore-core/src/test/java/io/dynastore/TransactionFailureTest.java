package io.dynastore;

import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transaction with an action that is refused writes nothing, and says which and why. */
@Tag(TestDynamoDb.CONTRACT)
class TransactionFailureTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition.consistent();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void oneRefusedActionAtAnyPositionKeepsAllFromHappening(int refused) {
        Entry<String> updated = partition.create("updated", "1");
        Entry<String> deleted = partition.create("deleted", "1");
        Entry<String> gone = partition.create("gone", "1");
        Entry<String> present = partition.create("present", "1");
        List<Consumer<Transaction>> actions = List.of(
                tx -> tx.put(partition, "put", "2"),
                tx -> tx.create(partition, "created", "2"),
                tx -> tx.update(partition, updated, "2"),
                tx -> tx.delete(partition, deleted),
                tx -> tx.delete(partition, "gone"));

        TransactionFailedException thrown = failed(tx -> {
            actions.subList(0, refused).forEach(action -> action.accept(tx));
            tx.create(partition, "present", "2");
            actions.subList(refused, actions.size()).forEach(action -> action.accept(tx));
        });

        assertThat(thrown.failures()).extracting(Failure::action).containsExactly(refused);
        assertThat(partition.list(Query.all()).items()).containsExactly(deleted, gone, present, updated);
    }

    @Test
    void eachRefusalNamesItsActionItsReasonAndTheEntry() {
        Entry<String> one = partition.create("one", "1");
        Entry<String> two = partition.create("two", "1", with -> with.field("a", "1"));
        Entry<String> three = partition.create("three", "1");
        Entry<String> four = partition.create("four", "1");
        Entry<String> newer = partition.update(two, "2");
        partition.delete(three);
        Entry<String> put = partition.put("four", "2");

        TransactionFailedException thrown = failed(tx -> tx.create(partition, "one", "x")
                .put(partition, "zero", "x")
                .update(partition, two, "x")
                .delete(partition, three)
                .check(partition, four)
                .update(partition, "none", one.revision(), "x", with -> {}));

        assertThat(thrown.failures())
                .extracting(Failure::action, Failure::key, Failure::reason, failure -> failure.current(Codec.string()))
                .containsExactly(
                        tuple(0, "one", Reason.EXISTS, one),
                        tuple(2, "two", Reason.MODIFIED, newer),
                        tuple(3, "three", Reason.NOT_FOUND, null),
                        tuple(4, "four", Reason.MODIFIED, put),
                        tuple(5, "none", Reason.NOT_FOUND, null));
        assertThat(thrown.failures())
                .allSatisfy(failure -> assertThat(failure.table()).isEqualTo(TestStore.CRM.name()))
                .allSatisfy(failure -> assertThat(failure.partition()).isEqualTo(partition.name()));
        assertThat(thrown.failures().get(0).current().value()).isEqualTo(s("1"));
        assertThat(thrown.table()).isEqualTo(TestStore.CRM.name());
        assertThat(partition.exists("zero")).isFalse();
    }

    @Test
    void theMessageTellsTheStory() {
        Entry<String> one = partition.create("one", "1");
        Entry<String> two = partition.create("two", "1");
        Entry<String> newer = partition.update(two, "2");
        partition.delete(one);

        String where = " in partition '" + partition.name() + "' of table '" + TestStore.CRM.name() + "', ";
        assertThat(failed(tx ->
                        tx.delete(partition, one).update(partition, two, "x").create(partition, "three", "x")))
                .hasMessage("Nothing of the transaction was written: action 0, key 'one'" + where
                        + "was not found; action 1, key 'two'" + where + "was modified meanwhile and is at revision "
                        + newer.revision() + ".");
        assertThat(failed(tx -> tx.create(partition, "two", "x")))
                .hasMessage("Nothing of the transaction was written: action 0, key 'two'" + where
                        + "already exists and is at revision " + newer.revision() + ".");
    }

    @Test
    void aDeletedAndCreatedAgainEntryIsNotTheOldOne() {
        Entry<String> old = partition.create("k", "1");
        partition.delete(old);
        Entry<String> again = partition.create("k", "1");
        assertThat(again.version()).isEqualTo(old.version());

        assertThat(failed(tx -> tx.check(partition, old)).failures())
                .extracting(Failure::reason)
                .containsExactly(Reason.MODIFIED);
        assertThat(failed(tx -> tx.delete(partition, old)).failures()).hasSize(1);
        assertThat(failed(tx -> tx.update(partition, old, "2")).failures()).hasSize(1);
        assertThat(partition.get("k")).isEqualTo(again);
    }

    @Test
    void anExpiredEntryIsNotFoundAndNotShown() {
        Entry<String> expired = partition.create("k", "1", with -> with.timeToLive(Duration.ofMinutes(1)));
        store.clock.advance(Duration.ofHours(1));

        for (Consumer<Transaction> action : List.<Consumer<Transaction>>of(
                tx -> tx.update(partition, expired, "2"),
                tx -> tx.delete(partition, expired),
                tx -> tx.check(partition, expired))) {
            assertThat(failed(action).failures())
                    .extracting(Failure::reason, failure -> failure.current(Codec.string()))
                    .containsExactly(tuple(Reason.NOT_FOUND, null));
        }
        store.store.transact(tx -> tx.delete(partition, "k"));
        assertThat(store.item("k")).isEmpty();
    }

    @Test
    void anEntryThatItsKeptFieldsMakeTooLargeIsRefused() {
        Entry<String> large = partition.create("k", "1", with -> with.field("f", "x".repeat(300_000)));

        TransactionFailedException thrown =
                failed(tx -> tx.create(partition, "a", "1").update(partition, large, "x".repeat(200_000)));

        assertThat(thrown.failures())
                .extracting(Failure::action, Failure::reason)
                .containsExactly(tuple(1, Reason.TOO_LARGE));
        assertThat(thrown).hasMessageContaining("key 'k'").hasMessageContaining("larger than 409600 bytes");
    }

    private TransactionFailedException failed(Consumer<Transaction> actions) {
        return catchThrowableOfType(TransactionFailedException.class, () -> store.store.transact(actions));
    }
}
