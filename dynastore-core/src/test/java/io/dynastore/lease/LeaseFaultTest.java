package io.dynastore.lease;

import static io.dynastore.embedded.Fault.drop;
import static io.dynastore.embedded.Fault.duplicate;
import static io.dynastore.embedded.Fault.internalServerError;
import static io.dynastore.embedded.Fault.loseReply;
import static io.dynastore.embedded.Fault.throughputExceeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.OutcomeUnknownException;
import io.dynastore.TestStore;
import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Hold;
import io.dynastore.embedded.LateRequest;
import io.dynastore.embedded.RandomFaults;
import io.dynastore.lease.LeaseEnd.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** Replies are lost and requests arrive late, while the client makes three attempts. */
class LeaseFaultTest {
    private static final String UPDATE = "UpdateItem";

    @SuppressWarnings("unused") // A source of parameters.
    private static final List<Fault> RECOGNISED =
            List.of(loseReply(), internalServerError().afterExecution(), duplicate(), drop(), throughputExceeded());

    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node node = new Node(time, store);
    private final Node other = new Node(time, store);

    @ParameterizedTest
    @FieldSource("RECOGNISED")
    void anAcquisitionIsRecognisedWhateverHappenedToItsAttempts(Fault fault) {
        node.http.next(UPDATE, fault, fault);

        Lease lease = node.acquire("a");

        assertThat(lease.isHeld()).isTrue();
        assertThat(lease.token()).isEqualTo(store.partition.get("a").version());
        lease.renew();
        assertThat(lease.release()).isTrue();
    }

    @Test
    void anAcquisitionOfWhichNothingIsKnownIsUndone() {
        node.http.next(UPDATE, loseReply(), loseReply(), loseReply());

        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> node.leases.tryAcquire("a"));
        assertThat(other.leases.tryAcquire("a"))
                .as("held by nobody, for a moment")
                .isEmpty();

        time.advance(Duration.ZERO);
        assertThat(other.leases.tryAcquire("a")).isPresent();
    }

    @Test
    void anAcquisitionWithAnUnknownOutcomeLooksFreeToItsOwnProcess() {
        node.http.next(UPDATE, loseReply(), loseReply(), loseReply());
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> node.leases.tryAcquire("a"));

        // This is before the acquisition could be undone.
        Lease lease = node.acquire("a");

        time.advance(Duration.ofSeconds(1));
        lease.renew();
        assertThat(lease.isHeld()).as("not undone along with the other").isTrue();
    }

    @Test
    void waitingOutlastsLostReplies() throws InterruptedException {
        node.http.next(UPDATE, loseReply(), loseReply(), loseReply());

        assertThat(node.leases.tryAcquire("a", Duration.ofSeconds(10))).isPresent();
    }

    @Test
    void waitingSaysWhatWasWrongWhenItIsOver() {
        node.http.next(UPDATE, drop(), drop(), drop());

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> node.leases.tryAcquire("a", Duration.ZERO));
    }

    @Test
    void aReleaseThatIsInterruptedIsSentAgain() throws InterruptedException {
        Lease lease = node.acquire("a");
        Hold hold = node.http.hold(UPDATE, Duration.ofMinutes(1));
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Thread closing = new Thread(() -> {
            lease.close();
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        closing.start();
        hold.awaitArrival();

        closing.interrupt();
        closing.join();

        assertThat(other.leases.tryAcquire("a")).isPresent();
        assertThat(stillInterrupted).isTrue();
    }

    @Test
    void anAcquisitionThatArrivesAfterTheReleaseIsHeldByNobodyForOneLease() throws InterruptedException {
        LateRequest late = node.http.late(UPDATE);
        Lease lease = node.acquire("a");
        assertThat(lease.isHeld()).as("by the second attempt").isTrue();
        lease.release();

        assertThat(late.deliver()).isEqualTo(200);

        assertThat(other.leases.tryAcquire("a")).isEmpty();
        assertThat(other.leases.tryAcquire("a", Duration.ofMinutes(1))).isPresent();
        assertThat(time.now()).isLessThanOrEqualTo(Duration.ofSeconds(30).toNanos());
    }

    @Test
    void anAcquisitionThatArrivesTwiceDoesNotHarmItsHolder() {
        LateRequest late = node.http.late(UPDATE);
        Lease lease = node.acquire("a");

        assertThat(late.deliver()).as("refused: it is ours already").isEqualTo(400);

        lease.renew();
        assertThat(store.partition.get("a").version()).isEqualTo(lease.token());
    }

    @Test
    void aRenewalThatArrivesAfterALaterOneDoesNotTakeTheDeadlineBack() {
        Lease lease = node.acquire("a");
        LateRequest late = node.http.late(UPDATE);
        node.http.next(UPDATE, drop(), drop());
        time.advance(Duration.ofSeconds(1));
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(lease::renew);
        time.advance(Duration.ofSeconds(1));
        lease.renew();
        var until = other.leases.view("a").orElseThrow().until();

        assertThat(late.deliver()).isEqualTo(400);

        assertThat(other.leases.view("a").orElseThrow().until()).isEqualTo(until);
        assertThat(lease.isHeld()).isTrue();
    }

    @ParameterizedTest
    @FieldSource("RECOGNISED")
    void aReleaseIsRecognisedWhateverHappenedToItsAttempts(Fault fault) {
        Lease lease = node.acquire("a");
        node.http.next(UPDATE, fault, fault);

        assertThat(lease.release()).isTrue();

        assertThat(other.leases.tryAcquire("a")).isPresent();
    }

    @Test
    void aReleaseOfWhichNothingIsKnownSaysSoButClosingDoesNot() {
        Lease lease = node.acquire("a");
        Lease closed = node.acquire("b");
        node.http.next(UPDATE, drop(), drop(), drop(), drop(), drop(), drop());

        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(lease::release);
        closed.close();

        assertThat(lease.isHeld()).isFalse();
        assertThat(closed.isHeld()).isFalse();
        assertThat(other.leases.tryAcquire("a")).as("until its deadline").isEmpty();
    }

    @Test
    void anOutageThatIsShorterThanTheLeaseDoesNotEndIt() {
        Lease lease = node.acquire("a");
        List<LeaseEnd> ends = new ArrayList<>();
        lease.onEnd(ends::add);
        node.http.randomly(RandomFaults.seeded(1).with(drop(), 1));
        time.advance(Duration.ofSeconds(28));
        node.http.randomly(RandomFaults.none());

        time.advance(Duration.ofHours(1));

        assertThat(ends).isEmpty();
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void anOutageThatIsLongerThanTheLeaseEndsItAtItsDeadlineAndSaysWhy() {
        Lease lease = node.acquire("a");
        List<LeaseEnd> ends = new ArrayList<>();
        lease.onEnd(ends::add);
        node.http.randomly(RandomFaults.seeded(1).with(drop(), 1));

        time.advance(Duration.ofMillis(28_999));
        assertThat(ends).isEmpty();
        time.advance(Duration.ofMillis(1));

        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.reason()).isEqualTo(Reason.EXPIRED);
            assertThat(end.cause()).isInstanceOf(OutcomeUnknownException.class);
        });
        assertThat(node.http.attempts(UPDATE))
                .as("tries of three attempts each, in twenty seconds")
                .isBetween(15L, 80L);
        time.advance(Duration.ofHours(1));
        node.http.randomly(RandomFaults.none());
        assertThat(lease.isHeld()).as("once lost, always lost").isFalse();
    }

    @Test
    void renewalsThatAreShorterCountFromWhenTheyAreSentEvenIfNothingIsKnownOfThem() {
        Lease lease = node.acquire("a");
        node.http.next(UPDATE, loseReply(), loseReply(), loseReply());

        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> lease.renew(Duration.ofSeconds(2)));

        assertThat(lease.remaining()).isEqualTo(Duration.ofMillis(1_800));
    }

    @Test
    void aThrottledTableDelaysRenewalsButEndsNoLease() {
        Lease lease = node.acquire("a");
        node.http.randomly(RandomFaults.seeded(7)
                .with(throughputExceeded(), 0.6)
                .with(loseReply(), 0.05)
                .with(internalServerError().afterExecution(), 0.05)
                .with(duplicate(), 0.1));

        time.advance(Duration.ofHours(2));

        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void anOutageIsWaitedOutWithoutHasteAlsoWhenTheHolderIsKnownToBeDead() throws InterruptedException {
        node.acquire("a");
        node.process.kill();
        other.leases.view("a");
        time.advance(Duration.ofSeconds(31));
        other.http.randomly(RandomFaults.seeded(1).with(throughputExceeded(), 1));

        assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
                .isThrownBy(() -> other.leases.tryAcquire("a", Duration.ofSeconds(10)));

        assertThat(other.http.attempts(UPDATE))
                .as("tries of three attempts each")
                .isLessThan(3 * 30);
        other.http.randomly(RandomFaults.none());
        assertThat(other.leases.tryAcquire("a", Duration.ofSeconds(10))).isPresent();
    }

    @Test
    void anAttemptThatHangsDoesNotTakeTheWholeLease() {
        Hold hold = node.http.hold(UPDATE, Duration.ofMinutes(1));

        Optional<Lease> lease = node.leases.tryAcquire("a", with -> with.duration(Duration.ofSeconds(4)));

        assertThat(lease).as("by the second attempt").isPresent();
        assertThat(node.http.attempts(UPDATE)).isEqualTo(2);
        hold.release();
    }
}
