package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.TestStore;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wall clocks are wrong, on the holder's side and on that of others. */
class WallClockTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node holder = new Node(time, store, with -> with.takeoverByDeadline(false));
    private final Node other = new Node(time, store, with -> with.takeoverByDeadline(false));
    private final Node trusting = new Node(time, store);

    static Stream<Arguments> wrongClocks() {
        return Stream.of(HOUR, HOUR.negated(), Duration.ZERO)
                .flatMap(held ->
                        Stream.of(HOUR, HOUR.negated(), Duration.ZERO).map(others -> Arguments.of(held, others)));
    }

    @ParameterizedTest
    @MethodSource("wrongClocks")
    void withoutDeadlinesALivingHolderIsLeftAlone(Duration holdersClock, Duration othersClock)
            throws InterruptedException {
        holder.process.wallAhead(holdersClock);
        other.process.wallAhead(othersClock);
        Lease lease = holder.acquire("a");

        assertThat(other.leases.tryAcquire("a", Duration.ofMinutes(10))).isEmpty();

        assertThat(lease.isHeld()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("wrongClocks")
    void withoutDeadlinesADeadHolderIsTakenOverAfterItsLease(Duration holdersClock, Duration othersClock)
            throws InterruptedException {
        holder.process.wallAhead(holdersClock);
        other.process.wallAhead(othersClock);
        Lease lease = holder.acquire("a");
        holder.process.kill();

        assertThat(other.leases.tryAcquire("a", Duration.ofMinutes(10))).isPresent();

        assertThat(time.now()).isEqualTo(Duration.ofSeconds(30).toNanos());
        assertThat(lease.isHeld()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void aHoldersClockThatIsSetWhileItHoldsHarmsNobody(int direction) throws InterruptedException {
        Lease lease = holder.acquire("a");
        time.advance(Duration.ofSeconds(12));

        holder.process.wallAhead(HOUR.multipliedBy(direction));
        boolean ahead = direction > 0;

        // A clock that is set ahead looks like a process that stood still for an hour: the lease is given up, not held
        // in error.
        assertThat(lease.isHeld()).isEqualTo(!ahead);
        assertThat(other.leases.tryAcquire("a", Duration.ofMinutes(5)).isPresent())
                .isEqualTo(ahead);
        assertThat(lease.isHeld()).isEqualTo(!ahead);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void othersClocksThatAreSetHarmNobody(int direction) throws InterruptedException {
        Lease lease = holder.acquire("a");
        other.process.schedule(Duration.ofSeconds(12), () -> other.process.wallAhead(HOUR.multipliedBy(direction)));

        assertThat(other.leases.tryAcquire("a", Duration.ofMinutes(5))).isEmpty();
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void withDeadlinesADeadHolderIsTakenOverAtOnceWhenItsDeadlineIsPastByMoreThanTheBound() {
        holder.acquire("a");
        holder.process.kill();

        time.advance(Duration.ofSeconds(35));
        assertThat(trusting.leases.tryAcquire("a")).isEmpty();

        time.advance(Duration.ofMillis(1));
        assertThat(new Node(time, store).leases.tryAcquire("a"))
                .as("by a fresh process")
                .isPresent();
    }

    @Test
    void withDeadlinesALivingHolderIsLeftAloneWhileClocksDifferByLessThanTheBound() throws InterruptedException {
        holder.process.wallAhead(Duration.ofSeconds(-2));
        trusting.process.wallAhead(Duration.ofSeconds(3));
        Lease lease = holder.acquire("a");

        assertThat(trusting.leases.tryAcquire("a", Duration.ofMinutes(10))).isEmpty();
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void withDeadlinesALeaseIsTakenOverTooEarlyWhenClocksDifferByMoreThanTheBoundAndTheLease() {
        trusting.process.wallAhead(Duration.ofSeconds(36));
        Lease lease = holder.acquire("a");

        Lease next = trusting.acquire("a");

        assertThat(lease.isHeld())
                .as("what its holder believes until it renews")
                .isTrue();
        assertThat(next.token()).as("by which the entries know better").isGreaterThan(lease.token());
        time.advance(Duration.ofSeconds(11));
        assertThat(lease.end()).contains(LeaseEnd.takenOver(next.token()));
    }

    @Test
    void aHoldersClockThatIsAheadDoesNotDelayAProcessThatHasWatched() throws InterruptedException {
        holder.process.wallAhead(HOUR);
        holder.acquire("a");
        holder.process.kill();

        assertThat(trusting.leases.tryAcquire("a", Duration.ofMinutes(1))).isPresent();
        assertThat(time.now()).isEqualTo(Duration.ofSeconds(30).toNanos());
    }
}
