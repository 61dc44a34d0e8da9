package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.lease.LeaseEnd.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listeners throw on the threads that renew. */
class ThrowingListenerTest {
    private static final Duration LEASE = Duration.ofSeconds(3);

    /** There are more leases than threads. */
    private static final int LOSSES = 40;

    private final RealTime real = new RealTime(LEASE, Duration.ZERO, Duration.ofMillis(50));
    private final Leases leases = real.leases();
    private final Queue<Reason> told = new ConcurrentLinkedQueue<>();

    /** Where the exceptions of listeners are logged. */
    private final Logger log = Logger.getLogger(Lease.class.getName());

    @BeforeEach
    void quiet() {
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void end() {
        log.setLevel(null);
        real.close();
    }

    @Test
    void otherListenersAreNotifiedAndOtherLeasesRenewed() throws Exception {
        Lease kept = leases.tryAcquire("kept").orElseThrow();
        for (int number = 0; number < LOSSES; number++) {
            Lease lease = leases.tryAcquire("lost-" + number).orElseThrow();
            lease.onEnd(end -> told.add(end.reason()));
            lease.onEnd(end -> {
                throw new IllegalStateException("thrown by a listener on purpose");
            });
            lease.onEnd(end -> {
                throw new AssertionError("thrown by a listener on purpose");
            });
            lease.onEnd(end -> told.add(end.reason()));
            lease.release();
        }

        RealTime.await("all are notified", () -> told.size() == 2 * LOSSES);
        assertThat(told).containsOnly(Reason.RELEASED);
        Instant renewed = real.until("kept");
        RealTime.await("a renewal", () -> real.until("kept").isAfter(renewed));
        assertThat(kept.isHeld()).isTrue();
    }
}
