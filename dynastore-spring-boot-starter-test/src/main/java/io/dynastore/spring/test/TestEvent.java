package io.dynastore.spring.test;

import io.dynastore.lease.Timing.Scheduled;

/** What is to happen at some time, in nanoseconds since its beginning. Thread-safe. */
final class TestEvent implements Scheduled {
    private final TestTime time;
    private final long at;
    private final long order;
    private final TestTiming timing;
    private final Runnable action;
    private volatile boolean cancelled;

    TestEvent(TestTime time, long at, long order, TestTiming timing, Runnable action) {
        this.time = time;
        this.at = at;
        this.order = order;
        this.timing = timing;
        this.action = action;
    }

    long at() {
        return at;
    }

    /** Of several at one time, that which was scheduled first comes first. */
    long order() {
        return order;
    }

    TestTiming timing() {
        return timing;
    }

    void runUnlessCancelled() {
        if (!cancelled) {
            action.run();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        time.forget(this);
    }
}
