package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Leases are renewed in time although every reply is late and listeners block. By default with fewer leases
 * and for a shorter time; {@code -Ddynastore.leases=full} holds 300 leases of 10 s for 30 s, with replies after 600 ms.
 */
class SlowRepliesTest {
    private static final boolean FULL = "full".equals(System.getProperty("dynastore.leases"));
    private static final int LEASES = FULL ? 300 : 230;
    private static final Duration LEASE = Duration.ofSeconds(FULL ? 10 : 6);
    private static final Duration REPLY = Duration.ofMillis(FULL ? 600 : 400);
    private static final Duration TIME = Duration.ofSeconds(FULL ? 30 : 9);

    private final RealTime real = new RealTime(LEASE, Duration.ZERO, Duration.ofMillis(50));
    private final Queue<String> ends = new ConcurrentLinkedQueue<>();
    private final CountDownLatch blocked = new CountDownLatch(1);

    @AfterEach
    void end() {
        blocked.countDown();
        real.close();
    }

    private List<Lease> acquire(Leases leases, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> leases.tryAcquire("lease-" + i).orElseThrow())
                .toList();
    }

    private void block() {
        try {
            blocked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lateReplies() {
        real.http.always(Fault.delayReply(REPLY));
    }

    @Test
    void noneOfManyLeasesIsLostWhileEveryReplyIsLate() throws InterruptedException {
        Leases leases = real.leases();
        List<Lease> held = acquire(leases, LEASES);
        held.forEach(lease -> lease.onEnd(end -> ends.add(lease.name() + ": " + end)));

        lateReplies();
        Thread.sleep(TIME.toMillis());
        real.http.reset();

        assertThat(ends).isEmpty();
        assertThat(held).allMatch(Lease::isHeld);
    }

    @Test
    void aReplyMayTakeAFifthOfTheDuration() throws InterruptedException {
        Duration duration = Duration.ofSeconds(3);
        Leases leases = real.leases();
        Lease lease = leases.tryAcquire("a", with -> with.duration(duration)).orElseThrow();

        real.http.always(Fault.delayReply(duration.dividedBy(5)));
        Thread.sleep(duration.multipliedBy(2).toMillis());
        real.http.reset();

        assertThat(lease.end()).isEmpty();
    }

    @Test
    void listenersThatBlockDelayNeitherRenewalsNorEachOtherNorTheClosing() throws Exception {
        int blocking = 60;
        AtomicInteger started = new AtomicInteger();
        Leases leases = real.leases();
        List<Lease> ending = acquire(leases, blocking);
        Lease kept = leases.tryAcquire("kept").orElseThrow();
        kept.onEnd(end -> ends.add("kept: " + end));
        for (Lease lease : ending) {
            lease.onEnd(end -> {
                started.incrementAndGet();
                block();
            });
            lease.onEnd(end -> ends.add(lease.name()));
        }
        ending.forEach(Lease::close);
        RealTime.await("all listeners are called", () -> started.get() == blocking && ends.size() == blocking);

        Thread.sleep(LEASE.toMillis());
        assertThat(kept.isHeld()).isTrue();

        Running<Boolean> closing = Running.start(() -> {
            leases.close();
            return true;
        });
        long start = System.nanoTime();
        assertThat(closing.result()).isTrue();
        // Listeners that block were waited for during five seconds.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(real.isFree("kept")).isTrue();
    }
}
