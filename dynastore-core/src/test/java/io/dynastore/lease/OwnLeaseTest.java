package io.dynastore.lease;

import static io.dynastore.embedded.Fault.drop;
import static io.dynastore.embedded.Fault.loseReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.OutcomeUnknownException;
import io.dynastore.TestStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A process acquires a lease again at once that it had, and that ended before it was released. */
class OwnLeaseTest {
    private static final String UPDATE = "UpdateItem";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node node = new Node(time, store);
    private final Node other = new Node(time, store);

    private Lease once(String name) {
        return node.leases
                .tryAcquire(name, with -> with.duration(SECOND).withoutRenewal())
                .orElseThrow();
    }

    private void assertAcquiredByOneWrite(Lease before) {
        node.http.reset();
        Lease again = node.acquire(before.name());
        assertThat(again.token()).isEqualTo(before.token() + 1);
        assertThat(node.requests()).isEqualTo("0 reads, 1 writes");
        again.renew();
    }

    @Test
    void aLeaseThatExpiredIsAcquiredAgainByOneWrite() {
        Lease before = once("a");
        time.advance(SECOND);

        assertThat(other.leases.tryAcquire("a")).as("by another process").isEmpty();
        assertAcquiredByOneWrite(before);
    }

    @Test
    void theEndNeedNotHaveBeenNoticed() {
        Lease before = once("a");
        node.process.pause(Duration.ofMinutes(1));
        time.advance(SECOND);

        assertAcquiredByOneWrite(before);
    }

    @Test
    void anotherProcessMayHaveItByThen() {
        Lease before = once("a");
        time.advance(Duration.ofSeconds(7));
        Lease next = other.acquire("a");

        assertThat(node.leases.tryAcquire("a")).isEmpty();
        next.renew();
        assertThat(next.token()).isEqualTo(before.token() + 1);
    }

    @Test
    void aProcessThatHasTheHandleMayHaveRenewedIt() {
        Lease before = once("a");
        Lease resumed = other.leases.resume(before.handle());
        time.advance(SECOND);
        assertThat(before.isHeld()).isFalse();

        assertThat(node.leases.tryAcquire("a")).isEmpty();
        resumed.renew();
    }

    @Test
    void aLeaseWhoseReleaseFailedIsAcquiredAgain() {
        Lease before = node.acquire("a");
        node.http.next(UPDATE, drop(), drop(), drop());
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(before::release);

        assertThat(other.leases.tryAcquire("a")).isEmpty();
        assertAcquiredByOneWrite(before);
    }

    @Test
    void aLeaseWhoseReleaseTookEffectUnnoticedIsAcquiredAgain() {
        Lease before = node.acquire("a");
        node.http.next(UPDATE, loseReply(), drop(), drop());
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(before::release);

        assertAcquiredByOneWrite(before);
    }

    @Test
    void renewalsThatTookEffectOrNotDoNotMatter() {
        for (boolean executed : new boolean[] {true, false}) {
            Lease before = once("renewed-" + executed);
            for (int i = 0; i < 6; i++) {
                node.http.next(UPDATE, executed ? loseReply() : drop(), drop(), drop());
                assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(before::renew);
            }
            before.renew();
            node.http.next(UPDATE, executed ? loseReply() : drop(), drop(), drop());
            assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(before::renew);
            time.advance(SECOND);

            assertAcquiredByOneWrite(before);
        }
    }

    @Test
    void severalLeasesAreAcquiredAgain() {
        Lease a = once("a");
        Lease b = once("b");
        time.advance(SECOND);
        node.acquire("c");

        assertAcquiredByOneWrite(b);
        assertAcquiredByOneWrite(a);
    }

    @Test
    void aLeaseThatEndedTwiceIsAcquiredAThirdTime() {
        for (int i = 0; i < 8; i++) {
            Lease before = once("a");
            time.advance(SECOND);
            assertThat(before.isHeld()).isFalse();
        }
        assertAcquiredByOneWrite(once("b"), "a");
    }

    private void assertAcquiredByOneWrite(Lease unrelated, String name) {
        node.http.reset();
        assertThat(node.leases.tryAcquire(name)).isPresent();
        assertThat(node.requests()).isEqualTo("0 reads, 1 writes");
        unrelated.close();
    }

    @Test
    void aLeaseThatRestsIsNotAcquiredAgain() {
        Lease before = node.acquire("a");
        before.closeAfter(Duration.ofMinutes(1));
        time.advance(Duration.ofSeconds(50));

        assertThat(node.leases.tryAcquire("a")).isEmpty();
    }

    @Test
    void aLeaseThatIsStillHeldIsNotAcquiredAgain() {
        Lease before = once("a");

        assertThat(node.leases.tryAcquire("a")).isEmpty();
        before.renew();
    }

    @Test
    void anAcquisitionOfWhichNothingWasKnownIsAcquiredByOneWrite() {
        node.http.next(UPDATE, loseReply(), loseReply(), loseReply());
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> node.leases.tryAcquire("a"));
        node.http.reset();

        // This is before the acquisition could be undone.
        Lease lease = node.acquire("a");

        assertThat(node.requests()).isEqualTo("0 reads, 1 writes");
        time.advance(SECOND);
        lease.renew();
    }

    @Test
    void thoseWhoWaitAcquireItWhenItExpires() throws InterruptedException {
        once("a");

        assertThat(node.leases.tryAcquire("a", Duration.ofMinutes(1))).isPresent();

        assertThat(time.now()).isLessThan(Duration.ofSeconds(3).toNanos());
    }
}
