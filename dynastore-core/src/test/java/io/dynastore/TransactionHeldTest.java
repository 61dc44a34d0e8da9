package io.dynastore;

import static io.dynastore.Attributes.b;
import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.dynastore.Operation.Outcome;
import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Transactions that make sure of a lease, the strict form of a fence. The lease is held with token 7. */
@Tag(TestDynamoDb.CONTRACT)
class TransactionHeldTest {
    private final TestStore store = new TestStore();
    private final Partition<String> leases = store.partition;
    private final Partition<String> orders = store.table.partition(leases.name() + "-orders");
    private final TestFence fence = new TestFence(leases, 7);

    @BeforeEach
    void holdTheLease() {
        lease(7, "owner of 7");
    }

    private void lease(long token, String owner) {
        store.putItem(TestFence.NAME, item(token, owner));
    }

    private static Map<String, AttributeValue> item(long token, String owner) {
        Map<String, AttributeValue> item = new HashMap<>(Map.of(
                "version", n(token),
                "payload", s("data"),
                "writeId", b("nonce"),
                "leaseMillis", n(10_000)));
        if (!owner.isEmpty()) {
            item.put("owner", s(owner));
        }
        return item;
    }

    @Test
    void whileTheLeaseIsHeldTheTransactionIsDoneInOneRequestAndTheLeaseStaysAsItIs() {
        Map<String, AttributeValue> lease = store.item(TestFence.NAME);

        assertThat(store.requestsOf(() -> store.store.transact(
                        tx -> tx.check(fence).create(orders, "o-1", "new").delete(orders, "o-2"))))
                .containsExactly("TransactWriteItems");

        assertThat(orders.get("o-1").value()).isEqualTo("new");
        assertThat(store.item(TestFence.NAME)).isEqualTo(lease);
        assertThat(fence.asked).isEqualTo(1);
    }

    @Test
    void aRenewedLeaseIsHeld() {
        Map<String, AttributeValue> renewed = item(7, "owner of 7");
        renewed.put("writeId", b("other nonce"));
        store.putItem(TestFence.NAME, renewed);

        store.store.transact(tx -> tx.check(fence).create(orders, "o-1", "new"));

        assertThat(orders.exists("o-1")).isTrue();
    }

    @ParameterizedTest(name = "lease at {0}")
    @ValueSource(strings = {"8/owner of 8", "7/", "8/", "7/owner of 8", "8/owner of 7", "6/owner of 7"})
    void aLostLeaseFailsTheTransactionForGood(String lease) {
        int slash = lease.indexOf('/');
        lease(Long.parseLong(lease.substring(0, slash)), lease.substring(slash + 1));
        TransactionFailedException[] thrown = new TransactionFailedException[1];

        assertThat(store.requestsOf(() ->
                        thrown[0] = failed(tx -> tx.create(orders, "o-1", "new").check(fence))))
                .containsExactly("TransactWriteItems");

        assertThat(thrown[0].failures())
                .extracting(Failure::action, Failure::key, Failure::reason, failure -> failure.current(Codec.string()))
                .containsExactly(tuple(1, TestFence.NAME, Reason.STALE_FENCE, leases.get(TestFence.NAME)));
        assertThat(orders.exists("o-1")).isFalse();
    }

    @Test
    void aDeletedLeaseFailsItToo() {
        leases.delete(TestFence.NAME);

        assertThat(failed(tx -> tx.check(fence).create(orders, "o-1", "new")).failures())
                .extracting(Failure::reason, Failure::current)
                .containsExactly(tuple(Reason.STALE_FENCE, null));
        assertThat(orders.exists("o-1")).isFalse();
    }

    @Test
    void itProtectsWhatNoFenceRemembers() {
        Entry<String> order = orders.fence(8).create("o-1", "by the newer holder");
        orders.delete(order);
        lease(8, "owner of 8");

        orders.fence(fence).put("o-1", "by the older one");
        assertThat(orders.exists("o-1")).as("a deleted entry has no fence").isTrue();
        assertThat(failed(tx -> tx.check(fence).put(orders.fence(fence), "o-2", "x"))
                        .failures())
                .hasSize(1);
        assertThat(orders.exists("o-2")).isFalse();
    }

    @Test
    void aLeaseThatIsKnownToBeLostSendsNothing() {
        fence.lost = true;

        assertThat(store.requestsOf(() -> assertThatExceptionOfType(TestFence.Lost.class)
                        .isThrownBy(
                                () -> store.store.transact(tx -> tx.check(fence).create(orders, "o-1", "new")))))
                .isEmpty();
    }

    @Test
    void theMessageTellsTheStory() {
        lease(8, "owner of 8");

        TransactionFailedException thrown = failed(tx -> tx.check(fence).create(orders, "o-1", "new"));

        assertThat(thrown)
                .hasMessage("Nothing of the transaction was written: action 0, key 'leader' in partition '"
                        + leases.name() + "' of table '" + TestStore.CRM.name()
                        + "', is a lease that is no longer held with token 7 and"
                        + " is at revision " + leases.get(TestFence.NAME).revision() + ".");
    }

    @Test
    void theLeaseMayBeInATableOfItsOwnWithKeysOfItsOwn() {
        TableDefinition own =
                TableDefinition.of(TestDynamoDb.uniqueName("Leases")).keys("pk", "sk");
        Table table = store.store.table(own);
        table.createIfAbsent();
        Partition<String> elsewhere = table.partition("leases");
        Map<String, AttributeValue> item = item(7, "owner of 7");
        item.putAll(Map.of("pk", s("leases"), "sk", s(TestFence.NAME)));
        store.raw().putItem(put -> put.tableName(own.name()).item(item));

        store.store.transact(tx -> tx.check(new TestFence(elsewhere, 7)).create(orders, "o-1", "new"));

        assertThat(orders.exists("o-1")).isTrue();
        assertThat(failed(tx -> tx.check(new TestFence(elsewhere, 8)).create(orders, "o-2", "new"))
                        .failures())
                .extracting(Failure::table, Failure::partition)
                .containsExactly(tuple(own.name(), "leases"));
    }

    @Test
    void aLeaseOfAnotherStoreIsRefused() {
        DynaStore other = DynaStore.create(store.raw());
        TestFence foreign = new TestFence(other.table(TestStore.CRM).partition(leases.name()), 7);

        assertThat(store.requestsOf(() -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> store.store.transact(tx -> tx.check(foreign)))
                        .withMessageContaining("another store")))
                .isEmpty();
    }

    @Test
    void theLeaseTakesOneActionAndOnlyOne() {
        for (Consumer<Transaction> second :
                List.<Consumer<Transaction>>of(tx -> tx.check(fence), tx -> tx.put(leases, TestFence.NAME, "x"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.store.transact(tx -> second.accept(tx.check(fence))))
                    .withMessageContaining("two actions");
        }
    }

    @Test
    void aHookSeesAConflict() {
        lease(8, "owner of 8");
        RecordingHook hook = new RecordingHook();
        DynaStore hooked = DynaStore.builder(store.raw()).hook(hook).build();
        TestFence seen = new TestFence(hooked.table(TestStore.CRM).partition(leases.name()), 7);

        assertThatExceptionOfType(TransactionFailedException.class)
                .isThrownBy(() -> hooked.transact(tx -> tx.check(seen)));

        assertThat(hook.operation().outcome()).isEqualTo(Outcome.CONFLICT);
    }

    private TransactionFailedException failed(Consumer<Transaction> actions) {
        return catchThrowableOfType(TransactionFailedException.class, () -> store.store.transact(actions));
    }
}
