package io.dynastore.spring.test;

import io.dynastore.lease.Timing.Scheduled;

/** An action that is due at some time, in nanoseconds since the start. Thread-safe. */
final class TestEvent implements Scheduled {
    private final Timeline timeline;
    private final long at;
    private final long order;
    private final TestTiming timing;
    private final Runnable action;
    private volatile boolean cancelled;

    TestEvent(Timeline timeline, long at, long order, TestTiming timing, Runnable action) {
        this.timeline = timeline;
        this.at = at;
        this.order = order;
        this.timing = timing;
        this.action = action;
    }

    long at() {
        return at;
    }

    /** Returns the order of events that are due at the same time, which is that in which they were scheduled. */
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
        timeline.forget(this);
    }
}
