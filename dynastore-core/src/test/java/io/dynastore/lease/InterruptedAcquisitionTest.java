package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.embedded.Hold;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that are interrupted, or whose {@link Leases} are closed, while they acquire a lease. */
class InterruptedAcquisitionTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private final RealTime real = new RealTime(LONG, Duration.ZERO, Duration.ofMillis(50));
    private final Leases leases = real.leases();

    @AfterEach
    void end() {
        real.close();
    }

    @Test
    void aWaitingThreadFailsWhenTheLeasesAreClosedAndAcquiresNothing() throws Exception {
        Lease others = real.rival().tryAcquire("a").orElseThrow();
        Running<Optional<Lease>> waiting = acquiring();
        awaitPolls(2);

        leases.close();

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(waiting::result);
        others.release();
        assertThat(real.isFree("a")).isTrue();
    }

    @Test
    void aLeaseThatIsAcquiredAfterClosingIsReleasedAgain() throws Exception {
        Hold hold = real.http.hold("UpdateItem", LONG);
        Running<Optional<Lease>> acquiring = acquiring();
        hold.awaitArrival();

        leases.close();
        hold.release();

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(acquiring::result);
        assertThat(real.http.attempts("UpdateItem")).as("acquired and released").isEqualTo(2);
        assertThat(real.isFree("a")).isTrue();
    }

    @Test
    void aLeaseThatWasJustAcquiredWhenTheLeasesAreClosedIsReleasedAgain() throws Exception {
        Hold reply = real.http.holdReply("UpdateItem", LONG);
        Running<Optional<Lease>> acquiring = acquiring();
        reply.awaitArrival();
        assertThat(real.isFree("a")).isFalse();

        leases.close();
        reply.release();

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(acquiring::result);
        assertThat(real.isFree("a")).isTrue();
    }

    @Test
    void aWaitingThreadCanBeInterrupted() throws Exception {
        Lease others = real.rival().tryAcquire("a").orElseThrow();
        Running<Optional<Lease>> waiting = acquiring();
        awaitPolls(2);

        waiting.interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(waiting::result);
        others.release();
        assertThat(real.isFree("a")).isTrue();
        assertThat(leases.tryAcquire("a")).isPresent();
    }

    @Test
    void aRequestCanBeInterruptedBeforeItIsSent() throws Exception {
        Hold hold = real.http.hold("UpdateItem", LONG);
        Running<Optional<Lease>> acquiring = acquiring();
        hold.awaitArrival();

        acquiring.interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(acquiring::result);
        assertThat(real.isFree("a")).isTrue();
        assertThat(leases.tryAcquire("a")).isPresent();
    }

    @Test
    void aRequestCanBeInterruptedAlsoWhenNothingIsWaitedFor() throws Exception {
        Hold hold = real.http.hold("UpdateItem", LONG);
        Running<Optional<Lease>> acquiring = Running.start(() -> leases.tryAcquire("a", Duration.ZERO));
        hold.awaitArrival();

        acquiring.interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(acquiring::result);
        assertThat(real.isFree("a")).isTrue();
    }

    @Test
    void aRequestCanBeInterruptedWhenItHasBeenExecutedAndTheLeaseIsReleasedAgain() throws Exception {
        Hold reply = real.http.holdReply("UpdateItem", LONG);
        Running<Optional<Lease>> acquiring = acquiring();
        reply.awaitArrival();
        assertThat(real.isFree("a")).isFalse();

        acquiring.interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(acquiring::result);
        real.awaitFree("a");
        assertThat(real.rival().tryAcquire("a")).isPresent();
    }

    @Test
    void aLeaseThatWasAcquiredAndInterruptedIsReleasedAlsoIfTheLeasesAreClosedAtOnce() throws Exception {
        Hold reply = real.http.holdReply("UpdateItem", LONG);
        Running<Optional<Lease>> acquiring = acquiring();
        reply.awaitArrival();

        acquiring.interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(acquiring::result);
        leases.close();

        assertThat(real.isFree("a")).isTrue();
    }

    @Test
    void anAcquisitionThatIsInterruptedWhenTheLeasesAreClosedIsUndoneToo() throws Exception {
        Hold reply = real.http.holdReply("UpdateItem", LONG);
        Running<Optional<Lease>> acquiring = acquiring();
        reply.awaitArrival();

        leases.close();
        acquiring.interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(acquiring::result);
        real.awaitFree("a");
    }

    private Running<Optional<Lease>> acquiring() {
        return Running.start(() -> leases.tryAcquire("a", LONG));
    }

    private void awaitPolls(int polls) throws InterruptedException {
        RealTime.await("it polls", () -> real.http.attempts("GetItem") >= polls);
    }
}
