package io.dynastore.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/**
 * The time of leases that start no thread: what is to be run as soon as possible is run on the calling thread, and what is to be
 * run later is not run at all.
 *
 * @param clocks tells the time
 */
record CallerTiming(Timing clocks) implements Timing {
    private static final Scheduled NEVER = () -> {};

    @Override
    public Instant now() {
        return clocks.now();
    }

    @Override
    public long nanoTime() {
        return clocks.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        clocks.sleep(duration);
    }

    @Override
    public void sleep(Duration duration, Semaphore wakeUp) throws InterruptedException {
        clocks.sleep(duration, wakeUp);
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        return NEVER;
    }

    @Override
    public void close(Duration atMost) {
        clocks.close(Duration.ZERO);
    }
}
