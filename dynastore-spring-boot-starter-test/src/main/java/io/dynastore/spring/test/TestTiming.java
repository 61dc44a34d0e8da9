package io.dynastore.spring.test;

import io.dynastore.lease.Timing;
import java.time.Duration;
import java.time.Instant;

/** The test's time for one {@link io.dynastore.lease.Leases} object. */
final class TestTiming implements Timing {
    private final TestTime time;
    private final Timeline timeline;
    private volatile boolean closed;

    TestTiming(TestTime time, Timeline timeline) {
        this.time = time;
        this.timeline = timeline;
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
        return timeline.nanos();
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
        if (!timeline.startUnlessClosed(this, task)) {
            task.run();
        }
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        return timeline.schedule(delay, this, task);
    }

    @Override
    public void close(Duration atMost) {
        try {
            timeline.close(this, atMost).forEach(TestTask::interrupt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
