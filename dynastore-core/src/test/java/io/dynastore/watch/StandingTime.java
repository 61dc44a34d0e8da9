package io.dynastore.watch;

import io.dynastore.lease.Timing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Clocks that stand still, while tasks run after their delays. */
final class StandingTime implements Timing {
    private final Timing real = Timing.system(Clock.systemUTC());
    private final Instant now = Instant.now();

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        real.sleep(duration);
    }

    @Override
    public void execute(Runnable task) {
        real.execute(task);
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        return real.schedule(delay, task);
    }

    @Override
    public void close(Duration atMost) {
        real.close(atMost);
    }
}
