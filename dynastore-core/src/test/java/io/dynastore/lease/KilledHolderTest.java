package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process that holds leases is killed; processes that have just started, and observed nothing, take the leases over. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs the signals of POSIX")
class KilledHolderTest {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration SKEW = Duration.ofMillis(300);
    private static final Duration POLL = Duration.ofMillis(200);

    private final RealTime real = new RealTime(LEASE, SKEW, POLL);
    private final Leases here = real.leases();
    private final OtherProcess holder = real.process();
    private final OtherProcess fresh = real.process();
    private long one;
    private long two;

    @BeforeEach
    void leasesAreHeld() {
        assertThat(holder.answer()).isEqualTo("READY");
        assertThat(fresh.answer()).isEqualTo("READY");
        one = holder.acquire("tryAcquire one");
        two = holder.acquire("tryAcquire two");
    }

    @AfterEach
    void end() {
        real.close();
    }

    @Test
    void aProcessThatStartsAfterTheDeadlineTakesOverWithOneRequest() throws Exception {
        holder.kill();
        RealTime.await(Instant.now().plus(LEASE).plus(SKEW).plusMillis(1));

        assertThat(fresh.acquire("tryAcquire one")).isGreaterThan(one);
        assertThat(fresh.ask("requests")).isEqualTo("UpdateItem");

        assertThat(here.tryAcquire("two")).get().satisfies(lease -> {
            assertThat(lease.token()).isGreaterThan(two);
            assertThat(lease.isHeld()).isTrue();
        });
        assertThat(real.http.attempts("UpdateItem")).isEqualTo(1);
        assertThat(real.http.attempts("GetItem")).isZero();
    }

    @Test
    void aProcessThatStartsBeforeTheDeadlineTakesOverAPollAfterItAndNotBefore() throws Exception {
        holder.kill();
        // At this time, watching the lease for its whole duration would take longer than the wait.
        RealTime.await(Instant.now().plus(LEASE.dividedBy(2)));
        Instant untilOne = real.until("one");
        Instant untilTwo = real.until("two");

        fresh.tell("acquire one " + waitFor(untilOne));
        Optional<Lease> taken = here.tryAcquire("two", waitFor(untilTwo));

        assertThat(taken).get().satisfies(lease -> assertThat(lease.token()).isGreaterThan(two));
        assertThat(fresh.acquired()).isGreaterThan(one);
        assertThat(real.renewed("one")).isAfter(untilOne);
        assertThat(real.renewed("two")).isAfter(untilTwo);
    }

    /** Returns the time until the deadline, the bound on clock skew and a poll interval are over. */
    private static Duration waitFor(Instant deadline) {
        return Duration.between(Instant.now(), deadline).plus(SKEW).plus(POLL);
    }
}
