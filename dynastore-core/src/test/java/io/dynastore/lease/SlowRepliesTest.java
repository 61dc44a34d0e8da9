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

    /** A call that takes longer than its reply is delayed by more than this shows that the machine stood still. */
    private static final Duration SLOWNESS = Duration.ofMillis(200);

    private static final int TRIES = 5;

    private final Queue<String> ends = new ConcurrentLinkedQueue<>();
    private final CountDownLatch blocked = new CountDownLatch(1);

    @AfterEach
    void end() {
        blocked.countDown();
    }

    private static RealTime real() {
        return new RealTime(LEASE, Duration.ZERO, Duration.ofMillis(50));
    }

    /** What is to hold when every reply is late. */
    private interface Attempt {
        void in(RealTime real) throws InterruptedException;
    }

    /** Makes an attempt again if it has failed on a machine on which replies were later than it wanted. */
    private void whileRepliesAreLate(Duration late, Attempt attempt) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            ends.clear();
            try (RealTime real = real()) {
                try {
                    attempt.in(real);
                    return;
                } catch (AssertionError e) {
                    if (tries == TRIES || real.longestCall().compareTo(late.plus(SLOWNESS)) < 0) {
                        throw e;
                    }
                }
            }
        }
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

    @Test
    void noneOfManyLeasesIsLostWhileEveryReplyIsLate() throws InterruptedException {
        whileRepliesAreLate(REPLY, real -> {
            Leases leases = real.leases();
            List<Lease> held = acquire(leases, LEASES);
            held.forEach(lease -> lease.onEnd(end -> ends.add(lease.name() + ": " + end)));

            real.http.always(Fault.delayReply(REPLY));
            Thread.sleep(TIME.toMillis());
            real.http.reset();

            assertThat(ends).isEmpty();
            assertThat(held).allMatch(Lease::isHeld);
        });
    }

    @Test
    void aReplyMayTakeAFifthOfTheDuration() throws InterruptedException {
        Duration duration = Duration.ofSeconds(3);
        Duration fifth = duration.dividedBy(5);
        whileRepliesAreLate(fifth, real -> {
            Lease lease = real.leases()
                    .tryAcquire("a", with -> with.duration(duration))
                    .orElseThrow();

            real.http.always(Fault.delayReply(fifth));
            Thread.sleep(duration.multipliedBy(2).toMillis());
            real.http.reset();

            assertThat(lease.end()).isEmpty();
        });
    }

    @Test
    void listenersThatBlockDelayNeitherRenewalsNorEachOtherNorTheClosing() throws Exception {
        try (RealTime real = real()) {
            listenersThatBlockDelayNothing(real);
        }
    }

    private void listenersThatBlockDelayNothing(RealTime real) throws Exception {
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
