package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.Entry;
import io.dynastore.TestStore;
import io.dynastore.lease.LeaseEnd.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node node = new Node(time, store);
    private final Node other = new Node(time, store);

    @Test
    void aFreeLeaseIsAcquiredAndHeld() {
        Lease lease = node.acquire("a");

        assertThat(lease.isHeld()).isTrue();
        assertThat(lease.name()).isEqualTo("a");
        assertThat(lease.end()).isEmpty();
        assertThat(lease.remaining()).isEqualTo(Duration.ofSeconds(29));
        assertThat(node.leases.held()).containsExactly(lease);
    }

    @Test
    void aLeaseThatIsHeldIsNotAcquired() {
        node.acquire("a");

        assertThat(other.leases.tryAcquire("a")).isEmpty();
        assertThat(node.leases.tryAcquire("a"))
                .as("not even by its own process")
                .isEmpty();
        assertThat(other.leases.tryAcquire("b")).as("another").isPresent();
    }

    @Test
    void aReleasedLeaseIsFreeForOthersWithAHigherToken() {
        Lease lease = node.acquire("a");

        assertThat(lease.release()).isTrue();

        assertThat(lease.isHeld()).isFalse();
        assertThat(lease.end()).map(LeaseEnd::reason).contains(Reason.RELEASED);
        assertThat(node.leases.held()).isEmpty();
        assertThat(other.acquire("a").token()).isEqualTo(lease.token() + 1);
    }

    @Test
    void theFirstTokenIsHigherThanThoseOfADeletedLease() {
        Lease lease = node.acquire("a");
        lease.release();
        store.partition.delete("a");
        time.advance(Duration.ofMillis(2));

        assertThat(other.acquire("a").token()).isGreaterThan(lease.token());
    }

    @Test
    void aSecondReleaseSendsNothing() {
        Lease lease = node.acquire("a");
        lease.release();
        node.http.reset();

        assertThat(lease.release()).isFalse();
        lease.close();

        assertThat(node.requests()).isEqualTo("0 reads, 0 writes");
    }

    @Test
    void aLeaseIsRenewedForAsLongAsItIsNotReleased() {
        Lease lease = node.acquire("a");

        time.advance(Duration.ofHours(1));

        assertThat(lease.isHeld()).isTrue();
        assertThat(other.leases.tryAcquire("a")).isEmpty();
        assertThat(node.http.attempts("UpdateItem"))
                .as("one to acquire, and one every ten seconds")
                .isEqualTo(1 + 360);
    }

    @Test
    void aLeaseWithoutRenewalEndsAtItsDeadline() {
        Lease lease = node.leases
                .tryAcquire("a", with -> with.duration(Duration.ofMinutes(1)).withoutRenewal())
                .orElseThrow();
        List<LeaseEnd> ends = new ArrayList<>();
        lease.onEnd(ends::add);

        time.advance(Duration.ofSeconds(58));
        assertThat(lease.isHeld()).isTrue();
        assertThat(ends).isEmpty();

        time.advance(Duration.ofSeconds(1));
        assertThat(lease.isHeld()).isFalse();
        assertThat(ends).containsExactly(LeaseEnd.expired(null));
        assertThat(node.http.attempts("UpdateItem")).isEqualTo(1);
    }

    @Test
    void aLeaseWithoutRenewalIsRenewedByHand() {
        Lease lease = node.leases
                .tryAcquire("a", with -> with.duration(Duration.ofMinutes(1)).withoutRenewal())
                .orElseThrow();

        for (int i = 0; i < 5; i++) {
            time.advance(Duration.ofSeconds(50));
            lease.renew();
        }

        assertThat(lease.remaining()).isEqualTo(Duration.ofSeconds(59));
        time.advance(Duration.ofMinutes(1));
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(lease::renew)
                .withMessageContaining("not renewed before its deadline")
                .withMessageContaining("lease a");
    }

    @Test
    void aLeaseIsRenewedForAnotherDuration() {
        Lease lease = node.acquire("a");

        lease.renew(Duration.ofHours(1));
        assertThat(lease.remaining()).isEqualTo(Duration.ofMinutes(60).minusSeconds(1));
        time.advance(Duration.ofHours(5));
        assertThat(lease.isHeld()).isTrue();

        lease.renew(Duration.ofSeconds(1));
        assertThat(lease.remaining()).isEqualTo(Duration.ofMillis(900));
        time.advance(Duration.ofMinutes(1));
        assertThat(lease.isHeld()).isTrue();
        assertThat(lease.duration()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theDataAreReadByOthersAndReplaced() {
        Lease lease =
                node.leases.tryAcquire("a", with -> with.holder("on 10.0.0.1")).orElseThrow();
        Entry<String> entry = other.partition.get("a");
        assertThat(entry.value()).isEqualTo("on 10.0.0.1");
        assertThat(entry.version()).isEqualTo(lease.token());

        lease.replaceHolder("half done");
        time.advance(Duration.ofMinutes(1));

        assertThat(lease.holder()).isEqualTo("half done");
        assertThat(other.leases.view("a")).map(LeaseView::holder).contains("half done");
        assertThat(other.partition.get("a").revision()).isNotEqualTo(entry.revision());
    }

    @Test
    void workIsDoneWithTheLeaseAndTheLeaseReleased() {
        List<Lease> during = new ArrayList<>();

        assertThat(node.leases.runWithLease("a", lease -> {
                    during.add(lease);
                    assertThat(other.leases.runWithLease("a", never -> during.add(never)))
                            .isFalse();
                }))
                .isTrue();

        assertThat(during)
                .singleElement()
                .satisfies(lease -> assertThat(lease.isHeld()).isFalse());
        assertThat(other.leases.tryAcquire("a")).isPresent();
    }

    @Test
    void workReturnsAResultUnderTheLeaseWithItsOptions() throws InterruptedException {
        assertThat(node.leases.callWithLease("a", with -> with.holder("a worker"), Lease::holder))
                .contains("a worker");
        assertThat(node.leases.callWithLease("a", Lease::token))
                .contains(other.acquire("a").token() - 1);

        assertThat(node.leases.callWithLease("a", Lease::holder)).isEmpty();
        assertThat(node.leases.callWithLease("a", Duration.ofSeconds(3), Lease::holder))
                .isEmpty();
        assertThat(node.leases.runWithLease("a", with -> with.holder("a worker"), lease -> {}))
                .isFalse();
    }

    @Test
    void workWaitsForItsLease() throws InterruptedException {
        other.leases.tryAcquire(
                "a", with -> with.duration(Duration.ofSeconds(10)).withoutRenewal());

        assertThat(node.leases.callWithLease("a", Duration.ofMinutes(1), with -> with.holder("late"), Lease::holder))
                .contains("late");
        assertThat(node.leases.runWithLease("a", Duration.ZERO, with -> with.holder("later"), lease -> {}))
                .isTrue();
        assertThat(node.leases.view("a")).map(LeaseView::holder).contains("later");
    }

    @Test
    void workThatFailsReleasesTheLease() {
        assertThatIllegalStateException()
                .isThrownBy(() -> node.leases.runWithLease("a", lease -> {
                    throw new IllegalStateException("work");
                }))
                .withMessage("work");
        assertThat(other.leases.tryAcquire("a")).isPresent();
    }

    @Test
    void closingReleasesWhatIsHeld() {
        Lease one = node.acquire("a");
        Lease two = node.acquire("b");
        List<LeaseEnd> ends = new ArrayList<>();
        one.onEnd(ends::add);

        node.leases.close();
        node.leases.close();

        assertThat(ends).containsExactly(LeaseEnd.of(Reason.CLOSED));
        assertThat(two.isHeld()).isFalse();
        assertThat(other.leases.tryAcquire("a")).isPresent();
        assertThat(other.leases.tryAcquire("b")).isPresent();
        assertThatIllegalStateException().isThrownBy(() -> node.leases.tryAcquire("a"));
        assertThatIllegalStateException().isThrownBy(() -> node.leases.resume(two.handle()));
    }

    @Test
    void anEntryThatIsNotALeaseIsNotOverwritten() {
        Entry<String> entry = store.partition.put("customer-1", "Ada");

        assertThatExceptionOfType(NotALeaseException.class)
                .isThrownBy(() -> node.leases.tryAcquire("customer-1"))
                .withMessageContaining("CRMTable")
                .withMessageContaining(store.partition.name())
                .withMessageContaining("key customer-1")
                .withMessageContaining("partition of their own");
        assertThat(store.partition.get("customer-1")).isEqualTo(entry);
    }

    @Test
    void badInputIsRefusedBeforeAnythingIsSent() {
        Duration tooShort = Duration.ofMillis(99);
        assertThatIllegalArgumentException().isThrownBy(() -> node.leases.tryAcquire(""));
        assertThatIllegalArgumentException().isThrownBy(() -> node.leases.tryAcquire("x".repeat(1025)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.leases.tryAcquire("a", with -> with.duration(tooShort)))
                .withMessageContaining("100 ms to 365 days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.leases.tryAcquire("a", with -> with.duration(Duration.ofDays(366))));
        assertThat(node.requests()).isEqualTo("0 reads, 0 writes");
    }

    @Test
    void aListenerOfALeaseThatHasEndedIsNotifiedAtOnce() {
        Lease lease = node.acquire("a");
        lease.release();
        List<LeaseEnd> ends = new ArrayList<>();

        lease.onEnd(ends::add);

        assertThat(ends).containsExactly(LeaseEnd.of(Reason.RELEASED));
        assertThat(lease.end()).isEqualTo(Optional.of(ends.get(0)));
    }

    @Test
    void aLeaseThatIsLeftToRestIsReleasedWhenTheTimeIsOver() {
        Lease lease = node.acquire("a");
        node.http.reset();

        lease.closeAfter(Duration.ofSeconds(10));

        assertThat(lease.end()).map(LeaseEnd::reason).contains(Reason.RELEASED);
        assertThat(node.leases.held()).isEmpty();
        time.advance(Duration.ofMillis(9_999));
        assertThat(other.leases.tryAcquire("a")).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(other.leases.tryAcquire("a")).isPresent();
        time.advance(Duration.ofHours(1));
        assertThat(node.requests()).isEqualTo("0 reads, 2 writes");
    }

    @Test
    void aLeaseThatIsLeftToRestOutlastsItsProcess() {
        Lease lease = node.acquire("a");
        lease.closeAfter(Duration.ofMinutes(2));

        node.leases.close();

        time.advance(Duration.ofMinutes(2));
        assertThat(other.leases.tryAcquire("a")).as("the clocks may differ").isEmpty();
        time.advance(Duration.ofSeconds(6));
        assertThat(other.leases.tryAcquire("a")).isPresent();
    }

    @Test
    void aLeaseThatIsLeftToRestForNoTimeIsReleasedAtOnce() {
        node.acquire("a").closeAfter(Duration.ZERO);

        assertThat(other.leases.tryAcquire("a")).isPresent();
    }

    @Test
    void aLeaseThatIsLostIsNotLeftToRest() {
        Lease lease = node.acquire("a");
        store.partition.delete("a");
        time.advance(Duration.ofMillis(2));
        Lease next = other.acquire("a");

        lease.closeAfter(Duration.ofSeconds(10));

        assertThat(lease.end()).map(LeaseEnd::reason).contains(Reason.TAKEN_OVER);
        time.advance(Duration.ofSeconds(11));
        next.renew();
    }
}
