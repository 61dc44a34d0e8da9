package io.dynastore.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process that holds a lease is stopped for longer than its lease, and then continues as if nothing had happened. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs the signals of POSIX")
class FrozenHolderTest {
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration SKEW = Duration.ofMillis(300);
    private static final Duration POLL = Duration.ofMillis(200);

    private final RealTime real = new RealTime(LEASE, SKEW, POLL);
    private final OtherProcess holder = real.process();

    @AfterEach
    void end() {
        real.close();
    }

    @Test
    void aHolderThatWakesUpAfterItsLeaseKnowsThatItHasEndedAndItsWritesAreRefused() throws Exception {
        assertThat(holder.answer()).isEqualTo("READY");
        long old = holder.acquire("tryAcquire job");
        assertThat(holder.ask("write job entry by-the-old-holder")).isEqualTo("WRITTEN");
        assertThat(holder.ask("held? job")).isEqualTo("yes");

        holder.freeze();
        Instant frozen = Instant.now();
        Lease lease = real.rival()
                .tryAcquire("job", LEASE.plus(SKEW).plus(POLL))
                .orElseThrow(() -> new AssertionError("A frozen process keeps its lease"));
        assertThat(lease.token()).isGreaterThan(old);
        real.entries().fence(lease).put("entry", "by-the-new-holder");
        RealTime.await(frozen.plus(LEASE.multipliedBy(2)));
        holder.tell("held? job");
        holder.thaw();

        assertThat(holder.answer()).isEqualTo("no");
        assertThat(holder.event()).isIn("LOST job EXPIRED", "LOST job TAKEN_OVER");
        assertThat(holder.ask("write job entry by-the-old-holder")).isEqualTo("STALE");
        assertThat(real.entries().get("entry").value()).isEqualTo("by-the-new-holder");
        assertThat(holder.ask("tryAcquire job")).isEqualTo("REFUSED");
        assertThat(lease.isHeld()).isTrue();
    }
}
