package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.Fault;
import io.dynastore.embedded.RandomFaults;
import io.dynastore.lease.LeaseEnd.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Leases are closed while DynamoDB does not answer. */
class HangingCloseTest {
    private static final Duration BOUND = Duration.ofSeconds(5);

    /** There are more leases than threads. */
    private static final int LEASES = 40;

    private final RealTime real = new RealTime(Duration.ofMinutes(5), Duration.ZERO, Duration.ofMillis(50));

    private final Queue<Reason> told = new ConcurrentLinkedQueue<>();

    @AfterEach
    void end() {
        real.close();
    }

    @Test
    void closingReturnsWithinItsBoundAndAllLeasesHaveEndedAndAllListenersAreNotified() throws Exception {
        Leases leases = real.leases();
        List<Lease> held = IntStream.range(0, LEASES)
                .mapToObj(number -> leases.tryAcquire("lease-" + number).orElseThrow())
                .toList();
        held.forEach(lease -> lease.onEnd(end -> told.add(end.reason())));
        real.http.randomly(RandomFaults.seeded(1).with(Fault.delay(Duration.ofDays(1)), 1));

        long start = System.nanoTime();
        Running<Boolean> closing = Running.start(() -> {
            leases.close();
            return true;
        });

        assertThat(closing.result()).isTrue();
        // This is far less than the releases would take, and far more than a busy machine adds.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND.multipliedBy(4));
        assertThat(held).allSatisfy(lease -> {
            assertThat(lease.isHeld()).isFalse();
            assertThat(lease.end()).map(LeaseEnd::reason).contains(Reason.CLOSED);
        });
        assertThat(leases.held()).isEmpty();
        assertThat(told).hasSize(LEASES).containsOnly(Reason.CLOSED);
    }
}
