package io.dynastore.spring.test;

import io.dynastore.lease.Timing;
import java.time.Duration;
import java.time.Instant;

/** The test's time for one {@link io.dynastore.lease.Leases} object. */
final class TestTiming implements Timing {
    private final TestTime time;
    private volatile boolean closed;

    TestTiming(TestTime time) {
        this.time = time;
    }

    boolean isClosed() {
        return closed;
    }

    void closed() {
        closed = true;
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public long nanoTime() {
        return time.nanos();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        time.sleep(duration, this);
    }

    @Override
    public void execute(Runnable task) {
        if (!time.startUnlessClosed(this, task)) {
            task.run();
        }
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        return time.in(delay, this, task);
    }

    @Override
    public void close(Duration atMost) {
        try {
            time.close(this, atMost).forEach(TestTask::interrupt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
