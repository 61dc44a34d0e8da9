package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.StaleFenceException;
import io.dynastore.TestDynamoDb;
import io.dynastore.TestStore;
import io.dynastore.TransactionFailedException;
import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Writes that are fenced by a lease, while it is held and after it has ended without its holder noticing. */
@Tag(TestDynamoDb.CONTRACT)
class LeaseFenceTest {
    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node node = new Node(time, store);
    private final Node other = new Node(time, store);
    private final DynaStore nodeStore = node.partition.table().store();
    private final Partition<String> orders = orders(node);

    private static Partition<String> orders(Node node) {
        return node.partition.table().partition(node.partition.name() + "-orders");
    }

    @Test
    void itsHolderWritesAlsoAfterARenewal() {
        Lease lease = node.acquire("a");
        lease.renew();

        orders.fence(lease).put("o", "1");
        nodeStore.transact(tx -> tx.check(lease).put(orders.fence(lease), "o", "2"));

        assertThat(orders.get("o").value()).isEqualTo("2");
    }

    @Test
    void aHolderThatHasNotNoticedTheEndIsRefused() {
        Lease lease = node.acquire("a");
        other.leases.release(lease.handle());
        assertThat(lease.isHeld()).as("it has not heard").isTrue();
        assertStrictlyRefused(lease);

        orders(other).fence(other.acquire("a")).put("o", "by the newer holder");

        assertThatExceptionOfType(StaleFenceException.class)
                .isThrownBy(() -> orders.fence(lease).put("o", "late"))
                .satisfies(e -> assertThat(e.token()).isEqualTo(lease.token()));
        assertStrictlyRefused(lease);
        assertThat(orders.get("o").value()).isEqualTo("by the newer holder");
    }

    @Test
    void aHolderThatHasNoticedTheEndSendsNothing() {
        Lease lease = node.acquire("a");
        lease.release();
        node.http.reset();

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> orders.fence(lease).put("o", "late"));
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> nodeStore.transact(tx -> tx.check(lease).put(orders, "o", "late")));

        assertThat(node.requests()).isEqualTo("0 reads, 0 writes");
        assertThat(node.http.attempts("TransactWriteItems")).isZero();
    }

    private void assertStrictlyRefused(Lease lease) {
        TransactionFailedException thrown = catchThrowableOfType(
                TransactionFailedException.class,
                () -> nodeStore.transact(tx -> tx.check(lease).put(orders, "new", "late")));

        assertThat(thrown.failures()).extracting(Failure::reason).containsExactly(Reason.STALE_FENCE);
        assertThat(orders.exists("new")).isFalse();
    }
}
