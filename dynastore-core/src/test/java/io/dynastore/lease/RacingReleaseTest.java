package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.embedded.Hold;
import io.dynastore.lease.LeaseEnd.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Releases race with renewals and with each other, on real threads. */
class RacingReleaseTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final RealTime real = new RealTime(LONG, Duration.ZERO, Duration.ofMillis(50));
    private final Leases leases = real.leases();
    private final Queue<LeaseEnd> ends = new ConcurrentLinkedQueue<>();
    private Lease lease;

    @BeforeEach
    void acquire() {
        lease = leases.tryAcquire("a").orElseThrow();
        lease.onEnd(ends::add);
        real.http.reset();
    }

    @AfterEach
    void end() {
        real.close();
    }

    @Test
    void aReleaseThatRacesRenewalsLeavesTheLeaseFreeAndReleased() throws Exception {
        for (int round = 0; round < 200; round++) {
            CountDownLatch renewals = new CountDownLatch(round % 4);
            Running<LeaseLostException> renewing = Running.start(() -> renewUntilLost(renewals));
            assertThat(renewals.await(1, TimeUnit.MINUTES)).isTrue();

            assertThat(lease.release()).isTrue();

            assertThat(renewing.result().end()).isEqualTo(LeaseEnd.of(Reason.RELEASED));
            assertThat(lease.end()).contains(LeaseEnd.of(Reason.RELEASED));
            assertThat(real.isFree("a")).isTrue();
            acquire();
        }
        leases.close();
        assertThat(ends).hasSize(201).allMatch(end -> end.reason() == Reason.RELEASED || end.reason() == Reason.CLOSED);
    }

    private LeaseLostException renewUntilLost(CountDownLatch renewals) {
        while (true) {
            try {
                lease.renew();
                renewals.countDown();
            } catch (LeaseLostException e) {
                return e;
            }
        }
    }

    @Test
    void aRenewalThatArrivesAfterTheReleaseIsRefused() throws Exception {
        Hold hold = real.http.hold("UpdateItem", LONG);
        Running<Boolean> renewing = Running.start(() -> {
            lease.renew();
            return true;
        });
        hold.awaitArrival();

        assertThat(lease.release()).isTrue();
        Map<String, AttributeValue> released = real.item("a");
        hold.release();

        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(renewing::result)
                .satisfies(lost -> assertThat(lost.end()).isEqualTo(LeaseEnd.of(Reason.RELEASED)));
        assertThat(real.isFree("a")).isTrue();
        assertThat(real.item("a")).isEqualTo(released);
    }

    @Test
    void aRenewalThatArrivesAfterTheNextAcquisitionIsRefusedAndTheReasonStaysThatItWasReleased() throws Exception {
        Hold hold = real.http.hold("UpdateItem", LONG);
        Running<Boolean> renewing = Running.start(() -> {
            lease.renew();
            return true;
        });
        hold.awaitArrival();
        lease.release();
        Lease next = real.rival().tryAcquire("a").orElseThrow();
        Map<String, AttributeValue> taken = real.item("a");

        hold.release();

        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(renewing::result);
        assertThat(real.item("a")).isEqualTo(taken);
        assertThat(lease.end()).contains(LeaseEnd.of(Reason.RELEASED));
        next.renew();
        assertThat(next.isHeld()).isTrue();
    }

    @Test
    void aLeaseIsNotRenewedAnyMoreWhileItsReleaseIsUnderWay() throws Exception {
        Hold hold = real.http.hold("UpdateItem", LONG);
        Running<Boolean> releasing = Running.start(lease::release);
        hold.awaitArrival();

        assertThat(lease.isHeld()).isFalse();
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::renew);
        assertThat(real.http.attempts("UpdateItem")).isEqualTo(1);

        hold.release();
        assertThat(releasing.result()).isTrue();
        assertThat(real.isFree("a")).isTrue();
    }

    @Test
    void theSecondReleaseSendsNothing() {
        assertThat(lease.release()).isTrue();
        assertThat(lease.release()).isFalse();
        lease.close();

        assertThat(real.http.attempts("UpdateItem")).isEqualTo(1);
    }

    @Test
    void ofReleasesInSeveralThreadsOneIsSent() throws Exception {
        for (int round = 0; round < 50; round++) {
            CyclicBarrier together = new CyclicBarrier(3);
            List<Running<Boolean>> releasing = List.of(
                    Running.start(() -> releaseAfter(together)),
                    Running.start(() -> releaseAfter(together)),
                    Running.start(() -> releaseAfter(together)));

            int released = 0;
            for (Running<Boolean> each : releasing) {
                released += each.result() ? 1 : 0;
            }
            assertThat(released).isEqualTo(1);
            assertThat(real.http.attempts("UpdateItem")).isEqualTo(1);
            acquire();
        }
    }

    private boolean releaseAfter(CyclicBarrier barrier) throws Exception {
        barrier.await();
        return lease.release();
    }
}
