package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What cannot be one transaction is refused before it is sent. */
@Tag(TestDynamoDb.CONTRACT)
class TransactionLimitsTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    @AfterEach
    void nothingWasWrittenByWhatWasRefused() {
        assertThat(partition.exists("refused")).isFalse();
    }

    @Test
    void anEmptyTransactionSendsNothing() {
        assertThat(store.requestsOf(() -> store.store.transact(tx -> {}))).isEmpty();
    }

    @Test
    void aHundredActionsPass() {
        store.store.transact(tx -> create(tx, 100, "1"));

        assertThat(partition.count(Query.all())).isEqualTo(100);
    }

    @Test
    void aHundredAndOneDoNot() {
        assertRefused(tx -> create(tx, 101, "1"))
                .withMessageContainingAll("more than 100 actions", "'key-100'", "'" + partition.name() + "'");
        assertThat(partition.count(Query.all())).isZero();
    }

    @Test
    void twoActionsOnOneKeyAreRefused() {
        Entry<String> entry = partition.create("k", "1");

        assertRefused(tx -> tx.create(partition, "refused", "1").put(partition, "refused", "2"))
                .withMessageContainingAll(
                        "two actions", "'refused'", "'" + partition.name() + "'", "'" + TestStore.CRM.name() + "'");
        assertRefused(tx -> tx.check(partition, entry).update(partition.as(Codec.string()), entry, "2"));
        store.store.transact(tx -> tx.put(partition, "same", "1").put(otherPartition(), "same", "1"));
    }

    @Test
    void nearlyFourMegabytesPass() {
        store.store.transact(tx -> create(tx, 10, "x".repeat(409_500)).put(partition, "last", "x".repeat(97_900)));

        assertThat(partition.count(Query.all())).isEqualTo(11);
    }

    @Test
    void moreThanFourMegabytesDoNot() {
        assertRefused(tx -> create(tx, 10, "x".repeat(409_500)).put(partition, "last", "x".repeat(98_700)))
                .withMessageContainingAll("more than 4194304 bytes", "'last'");
        assertThat(partition.count(Query.all())).isZero();
    }

    @Test
    void updatesAndFieldsCountToo() {
        Entry<String> entry = partition.create("k", "1");
        String half = "x".repeat(200_000);

        assertRefused(tx -> {
            tx.update(partition, entry, half, with -> with.field("f", half));
            IntStream.range(0, 10).forEach(i -> tx.put(partition, "key-" + i, half, with -> with.field("f", half)));
        });
    }

    @Test
    void anEntryOfMoreThan400KbIsNamed() {
        assertThat(store.requestsOf(() -> assertThatExceptionOfType(EntryTooLargeException.class)
                        .isThrownBy(() -> store.store.transact(tx -> tx.put(partition, "small", "1")
                                .put(partition, "refused", "1", with -> with.field("f", new byte[409_600]))))
                        .satisfies(e -> assertThat(e.key()).isEqualTo("refused"))))
                .isEmpty();
    }

    @Test
    void aPartitionOfAnotherStoreIsRefused() {
        Partition<String> foreign = new TestStore().partition;

        assertRefused(tx -> tx.put(partition, "refused", "1").put(foreign, "k", "1"))
                .withMessageContainingAll("another store", foreign.name());
    }

    @Test
    void anEntryOfAnotherPartitionIsRefused() {
        Entry<String> other = otherPartition().create("k", "1");

        assertRefused(tx -> tx.update(partition, other, "2")).withMessageContaining(other.partition());
        assertRefused(tx -> tx.delete(partition, other)).withMessageContaining(other.partition());
        assertRefused(tx -> tx.check(partition, other)).withMessageContaining(other.partition());
    }

    @Test
    void badKeysFieldsAndValuesAreRefusedAsInSingleWrites() {
        assertRefused(tx -> tx.put(partition, "refused", "1").put(partition, "", "1"))
                .withMessageContaining("empty");
        assertRefused(tx -> tx.put(partition, "refused", "1").delete(partition, "k".repeat(1025)))
                .withMessageContaining("1024");
        assertThatExceptionOfType(ReservedFieldException.class)
                .isThrownBy(() -> store.store.transact(
                        tx -> tx.put(partition, "refused", "1", with -> with.field("version", 1))));
        assertThatNullPointerException()
                .isThrownBy(() -> store.store.transact(
                        tx -> tx.put(partition, "refused", "1").delete(partition, "k", (Revision) null)));
    }

    @Test
    void anExceptionOfTheLambdaIsTheEndOfIt() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.store.transact(tx -> {
                    tx.put(partition, "refused", "1");
                    throw new IllegalStateException("no funds");
                }));
    }

    private Partition<String> otherPartition() {
        return store.table.partition(partition.name() + "-other");
    }

    private Transaction create(Transaction tx, int count, String value) {
        IntStream.range(0, count).forEach(i -> tx.create(partition, "key-" + i, value));
        return tx;
    }

    private ThrowableAssertAlternative<IllegalArgumentException> assertRefused(Consumer<Transaction> actions) {
        store.http.clear();
        var thrown = assertThatIllegalArgumentException().isThrownBy(() -> store.store.transact(actions));
        assertThat(store.http.requests()).isEmpty();
        return thrown;
    }
}
