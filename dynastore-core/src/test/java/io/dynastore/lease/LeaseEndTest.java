package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.TestStore;
import io.dynastore.lease.LeaseEnd.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseEndTest {
    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node node = new Node(time, store);
    private final Node other = new Node(time, store);
    private final Lease lease = node.acquire("a");
    private final List<LeaseEnd> ends = new ArrayList<>();

    @BeforeEach
    void listen() {
        lease.onEnd(ends::add);
    }

    @Test
    void anItemThatWasDeletedIsReported() {
        store.partition.delete("a");

        time.advance(Duration.ofSeconds(11));

        assertThat(ends).containsExactly(LeaseEnd.of(Reason.DELETED));
        assertThat(lease.isHeld()).isFalse();
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(lease::ensureHeld)
                .withMessageContaining("its item was deleted");
    }

    @Test
    void anItemThatWasDeletedAndCreatedAgainIsReportedAndTheNewHolderUnharmed() {
        store.partition.delete("a");
        time.advance(Duration.ofSeconds(1));
        Lease next = other.acquire("a");

        time.advance(Duration.ofSeconds(10));

        assertThat(ends).containsExactly(LeaseEnd.takenOver(next.token()));
        assertThat(next.token()).isGreaterThan(lease.token());
        assertThat(next.isHeld()).isTrue();
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::renew);
        assertThat(lease.release()).isFalse();
        next.renew();
        assertThat(next.isHeld()).isTrue();
    }

    @Test
    void aStaleHoldersRenewalAndReleaseAreRefusedByTheTable() {
        LeaseHandle stale = lease.handle();
        lease.release();
        Lease next = other.acquire("a");

        assertThat(node.leases.release(stale)).isFalse();
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> node.leases.resume(stale))
                .satisfies(lost -> assertThat(lost.end()).isEqualTo(LeaseEnd.takenOver(next.token())));
        next.renew();
        assertThat(other.leases.view("a")).map(LeaseView::state).contains(LeaseView.State.HELD);
    }

    @Test
    void aLeaseThatWasReleasedElsewhereIsReported() {
        assertThat(other.leases.release(lease.handle())).isTrue();

        time.advance(Duration.ofSeconds(11));

        assertThat(ends).containsExactly(LeaseEnd.of(Reason.RELEASED));
    }

    @Test
    void aProcessThatStoodStillKnowsAtOnceAndFindsTheNewHolder() {
        node.process.pause(Duration.ofMinutes(1));
        time.advance(Duration.ofSeconds(59));
        assertThat(ends).isEmpty();
        Lease next = other.acquire("a");

        assertThat(lease.isHeld()).as("the first thing that is asked").isFalse();
        assertThat(lease.end()).map(LeaseEnd::reason).contains(Reason.EXPIRED);
        assertThat(lease.release()).isFalse();
        assertThat(next.isHeld()).isTrue();
        next.renew();

        time.advance(Duration.ofSeconds(2));
        assertThat(ends).hasSize(1);
    }

    @Test
    void aMonotonicClockThatStoodStillIsMadeUpForByTheWallClock() {
        node.process.wallAhead(Duration.ofSeconds(29));

        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void aWallClockThatIsSetBackDoesNotProlongALease() {
        Lease once = node.leases.tryAcquire("b", LeaseOptions::withoutRenewal).orElseThrow();
        node.process.wallAhead(Duration.ofHours(-1));
        time.advance(Duration.ofSeconds(29));

        assertThat(once.isHeld()).isFalse();
        assertThat(lease.isHeld()).as("the one that is renewed").isTrue();
    }

    @Test
    void aLeaseThatEndedIsNotReleasedIfOthersHaveIt() {
        node.process.pause(Duration.ofHours(1));
        time.advance(Duration.ofMinutes(1));
        Lease next = other.acquire("a");

        assertThat(lease.release()).isFalse();

        next.renew();
        assertThat(next.isHeld()).isTrue();
    }

    @Test
    void aLeaseThatEndedIsReleasedIfNobodyHasItYet() {
        node.process.pause(Duration.ofHours(1));
        time.advance(Duration.ofSeconds(31));
        assertThat(lease.isHeld()).isFalse();
        assertThat(other.leases.tryAcquire("a"))
                .as("not overdue by the clock skew yet")
                .isEmpty();

        assertThat(lease.release()).isTrue();

        assertThat(other.leases.tryAcquire("a")).isPresent();
    }

    @Test
    void aListenerThatThrowsDoesNotKeepOthersFromBeingNotified() {
        List<LeaseEnd> after = new ArrayList<>();
        Lease throwing = node.acquire("b");
        throwing.onEnd(end -> {
            throw new IllegalStateException("listener");
        });
        throwing.onEnd(after::add);

        throwing.release();
        time.advance(Duration.ZERO);

        assertThat(after).containsExactly(LeaseEnd.of(Reason.RELEASED));
        time.advance(Duration.ofMinutes(1));
        assertThat(lease.isHeld()).as("another lease, still renewed").isTrue();
    }
}
