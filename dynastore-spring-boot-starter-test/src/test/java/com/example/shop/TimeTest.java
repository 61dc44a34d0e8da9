package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Partition;
import io.dynastore.lease.Lease;
import io.dynastore.lease.LeaseEnd;
import io.dynastore.lease.Leases;
import io.dynastore.spring.test.DynaStoreTest;
import io.dynastore.spring.test.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** Expiry and leases follow the test's time. */
@DynaStoreTest
@Timeout(60)
class TimeTest {
    @Autowired
    Partition<String> sessions;

    @Autowired
    Leases leases;

    @Autowired
    TestTime time;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Leases others;

    @BeforeEach
    void anotherInstance() {
        // tag::other[]
        others = Leases.builder(leases.partition()).timing(time.timing()).build();
        // end::other[]
    }

    @AfterEach
    void close() {
        others.close();
        threads.shutdownNow();
    }

    @Test
    void anEntryExpires() {
        // tag::expiry[]
        sessions.put("s-1", "Ada"); // with dynastore.partitions.sessions.time-to-live: 30m

        time.advance(Duration.ofMinutes(29));
        assertThat(sessions.find("s-1")).isPresent();

        time.advance(Duration.ofMinutes(2));
        assertThat(sessions.find("s-1")).isEmpty();
        // end::expiry[]
    }

    @Test
    void aLeaseIsRenewedWhileTimePasses() {
        Lease lease = leases.tryAcquire("report").orElseThrow();

        time.advance(Duration.ofMinutes(5));

        assertThat(lease.isHeld()).isTrue();
        assertThat(others.tryAcquire("report")).isEmpty();
    }

    @Test
    void aLeaseThatIsNotRenewedIsLost() {
        // tag::lost[]
        List<LeaseEnd> ends = new CopyOnWriteArrayList<>();
        Lease lease = leases.tryAcquire("report", with -> with.withoutRenewal()).orElseThrow();
        lease.onEnd(ends::add);

        time.advance(Duration.ofMinutes(1));

        assertThat(lease.isHeld()).isFalse();
        assertThat(ends).extracting(LeaseEnd::reason).containsExactly(LeaseEnd.Reason.EXPIRED);
        assertThat(others.tryAcquire("report")).isPresent();
        // end::lost[]
    }

    @Test
    void aListenerIsToldOfAReleaseWithoutTimePassing() {
        List<LeaseEnd> ends = new CopyOnWriteArrayList<>();
        Lease lease = leases.tryAcquire("report").orElseThrow();
        lease.onEnd(ends::add);
        lease.release();

        time.advance(Duration.ZERO);

        assertThat(ends).extracting(LeaseEnd::reason).containsExactly(LeaseEnd.Reason.RELEASED);
    }

    @Test
    void whoWaitsOnTheTestsThreadLetsTimePass() throws InterruptedException {
        Lease lease = leases.tryAcquire("report").orElseThrow();
        var before = time.now();

        assertThat(others.tryAcquire("report", Duration.ofMinutes(1))).isEmpty();

        assertThat(time.now()).isEqualTo(before.plusSeconds(60));
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void whoWaitsOnAnotherThreadSeesTimePass() throws Exception {
        // tag::waiting[]
        assertThat(leases.tryAcquire("report", with -> with.withoutRenewal())).isPresent();
        Future<Optional<Lease>> waiting = threads.submit(() -> others.tryAcquire("report", Duration.ofMinutes(2)));
        time.awaitWaiter(); // until it waits

        time.advance(Duration.ofMinutes(1));

        assertThat(waiting.get()).isPresent();
        // end::waiting[]
    }

    @Test
    void whoWaitsOnAnotherThreadDoesNotLetTimePass() throws Exception {
        assertThat(leases.tryAcquire("report")).isPresent();
        var before = time.now();
        Future<Optional<Lease>> waiting = threads.submit(() -> others.tryAcquire("report", Duration.ofMinutes(2)));
        time.awaitWaiter();

        assertThat(time.now()).isEqualTo(before);
        time.advance(Duration.ofMinutes(3));

        assertThat(waiting.get()).isEmpty();
    }
}
