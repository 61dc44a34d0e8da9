package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dynastore.TestStore;
import io.dynastore.internal.Durations;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Durations are refused by name and with their limit, or mean forever. */
class LeaseLimitsTest {
    private static final Duration MAX = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
    private static final Duration MIN = Duration.ofSeconds(Long.MIN_VALUE);

    @SuppressWarnings("unused") // A source of parameters.
    private static final List<Duration> INVALID =
            List.of(Duration.ZERO, Duration.ofSeconds(-1), MIN, Duration.ofMillis(99), Duration.ofDays(366), MAX);

    private final SimulatedTime time = new SimulatedTime();
    private final TestStore store = new TestStore();
    private final Node node = new Node(time, store);
    private final Node other = new Node(time, store);

    @ParameterizedTest
    @FieldSource("INVALID")
    void aHandleWithAnInvalidDurationIsRefused(Duration duration) {
        Lease lease = node.acquire("a");
        LeaseHandle handle = lease.handle().withDuration(duration);
        node.http.reset();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.leases.release(handle))
                .withMessageContaining("handle of the lease 'a'")
                .withMessageContaining(duration.toString())
                .withMessageContaining("100 ms to 365 days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.leases.resume(handle))
                .withMessageContaining("handle of the lease 'a'");
        assertThat(node.requests()).isEqualTo("0 reads, 0 writes");
        assertThat(lease.isHeld()).isTrue();
    }

    @ParameterizedTest
    @FieldSource("INVALID")
    void aLeaseIsNotAcquiredOrRenewedForAnInvalidDuration(Duration duration) {
        Lease lease = node.acquire("a");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.leases.tryAcquire("b", with -> with.duration(duration)))
                .withMessageContaining("100 ms to 365 days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lease.renew(duration))
                .withMessageContaining("100 ms to 365 days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Leases.builder(store.partition).duration(duration));
    }

    @Test
    void aLeaseCannotRestForMoreThanAYear() {
        Lease lease = node.acquire("a");

        for (Duration rest : List.of(MAX, Duration.ofDays(366), Duration.ofNanos(Long.MAX_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> lease.closeAfter(rest))
                    .withMessageContaining("rest of the lease 'a'")
                    .withMessageContaining("365 days");
        }

        assertThat(lease.isHeld()).isTrue();
        lease.closeAfter(Duration.ofDays(365));
        assertThat(lease.isHeld()).isFalse();
        Lease second = node.acquire("b");
        second.closeAfter(MIN);
        assertThat(other.leases.tryAcquire("b")).isPresent();
    }

    @Test
    void aWaitMayLastForever() throws InterruptedException {
        Lease held = other.acquire("a");
        time.in(Duration.ofSeconds(20), held::close);
        assertThat(node.leases.tryAcquire("a", MAX)).isPresent();

        node.leases.held().forEach(Lease::close);
        assertThat(node.leases.runWithLease("a", Duration.ofNanos(Long.MAX_VALUE), lease -> {}))
                .isTrue();
    }

    @Test
    void aNegativeWaitIsNone() throws InterruptedException {
        other.acquire("a");

        for (Duration wait : List.of(MIN, Duration.ofNanos(-1), Duration.ZERO)) {
            assertThat(node.leases.tryAcquire("a", wait)).isEmpty();
            assertThat(node.leases.callWithLease("a", wait, Lease::token)).isEmpty();
        }
        assertThat(time.now()).isZero();
    }

    @Test
    void theTimeOfAnyWaitCanBeCounted() {
        for (Duration wait : List.of(MIN, MAX, Duration.ZERO, Duration.ofDays(1), Duration.ofNanos(-1))) {
            Duration counted = Durations.toWait(wait);
            assertThat(counted.minusNanos(Long.MAX_VALUE)).isNegative();
            assertThat(counted.toNanos()).isNotNegative();
        }
    }

    @Test
    void settingsHaveLimits() {
        LeasesBuilder builder = Leases.builder(store.partition);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.clockSkew(MAX))
                .withMessageContaining("clock skew")
                .withMessageContaining("365 days");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.clockSkew(MIN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.pollInterval(MAX))
                .withMessageContaining("poll interval")
                .withMessageContaining("1 days");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.pollInterval(MIN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.pollInterval(Duration.ofNanos(1)))
                .withMessageContaining("millisecond");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.retention(MAX))
                .withMessageContaining("retention")
                .withMessageContaining("36500 days");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.retention(MIN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxConcurrentRequests(0))
                .withMessageContaining("at least 1");
        for (double part : new double[] {-0.1, 0.51, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.expiryWarning(part))
                    .withMessageContaining("0 to 0.5");
        }
    }

    @Test
    void leasesWorkAtTheLimits() throws InterruptedException {
        Node extreme = new Node(
                time,
                store,
                with -> with.duration(Duration.ofDays(365))
                        .clockSkew(Duration.ofDays(365))
                        .pollInterval(Duration.ofDays(1))
                        .retention(Duration.ofDays(36_500)));

        Lease lease = extreme.acquire("a");
        lease.renew();
        assertThat(extreme.leases.tryAcquire("b", Duration.ofDays(1))).isPresent();
        assertThat(extreme.leases.release(lease.handle())).isTrue();
        assertThat(other.leases.tryAcquire("a", Duration.ofDays(2))).isPresent();
    }
}
