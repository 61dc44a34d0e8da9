package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.DynaStore;
import io.dynastore.Operation;
import io.dynastore.OperationHook;
import io.dynastore.TestDynamoDb;
import io.dynastore.TestStore;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The store's hook throws after the operation. */
class ThrowingHookTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedProcess process = new SimulatedProcess(time);
    private final TestStore store = new TestStore();
    private final Hook hook = new Hook();
    private final Leases leases = Leases.builder(DynaStore.builder(TestDynamoDb.client(TestDynamoDb.http()))
                    .clock(process.clock())
                    .hook(hook)
                    .build()
                    .table(TestStore.CRM)
                    .partition(store.partition.name()))
            .duration(LEASE)
            .timing(process)
            .build();
    private final Node other = new Node(time, store);

    @Test
    void aRenewalIsTriedAgainWhateverItFailedWith() {
        Lease lease = leases.tryAcquire("a").orElseThrow();
        hook.throwing = true;
        time.advance(LEASE.dividedBy(2));
        assertThat(hook.thrown).isPositive();
        hook.throwing = false;

        time.advance(LEASE.multipliedBy(3));

        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void aLeaseThatIsLostByThatSaysSo() {
        Lease lease = leases.tryAcquire("a").orElseThrow();
        hook.throwing = true;

        time.advance(LEASE);

        assertThat(lease.end()).get().satisfies(end -> {
            assertThat(end.reason()).isEqualTo(LeaseEnd.Reason.EXPIRED);
            assertThat(end.cause()).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void anAcquisitionIsUndone() {
        hook.throwing = true;
        assertThatIllegalStateException().isThrownBy(() -> leases.tryAcquire("a"));
        assertThat(other.leases.tryAcquire("a")).isEmpty();

        time.advance(Duration.ZERO);

        assertThat(other.leases.tryAcquire("a")).isPresent();
    }

    @Test
    void closingThrowsNothingAndTheLeaseCanBeAcquiredAgain() {
        Lease closed = leases.tryAcquire("closed").orElseThrow();
        Lease resting = leases.tryAcquire("resting").orElseThrow();
        hook.throwing = true;

        closed.close();
        resting.closeAfter(Duration.ofSeconds(10));
        hook.throwing = false;

        assertThat(closed.isHeld()).isFalse();
        assertThat(resting.isHeld()).isFalse();
        assertThat(leases.tryAcquire("closed")).isPresent();
    }

    @Test
    void aHandoverIsFoundOrRepeatedByTheWaiter() throws InterruptedException {
        Lease lease = leases.tryAcquire("a").orElseThrow();
        time.in(Duration.ofSeconds(1), () -> {
            hook.throwing = true;
            lease.close();
            hook.throwing = false;
        });

        assertThat(leases.tryAcquire("a", Duration.ofMinutes(1))).isPresent();

        assertThat(time.now()).isLessThan(Duration.ofSeconds(3).toNanos());
    }

    private static final class Hook implements OperationHook {
        boolean throwing;
        int thrown;

        @Override
        public <T> T around(Operation operation, Supplier<T> execution) {
            T result = execution.get();
            if (throwing) {
                thrown++;
                throw new IllegalStateException("thrown by a hook on purpose");
            }
            return result;
        }
    }
}
