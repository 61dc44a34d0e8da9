package io.dynastore.lease;

import java.time.Duration;
import java.time.Instant;

/** The clocks, and what is to happen later. In tests, time is made of whatever the test says. */
interface Timing {
    /** The wall clock, which others are compared with and which may be set at any time. */
    Instant now();

    /** The monotonic clock, as {@link System#nanoTime()}. */
    long nanoTime();

    /** Lets time pass; shorter if the timing is closed meanwhile. */
    void sleep(Duration duration) throws InterruptedException;

    /** Runs a task on another thread; on this one once closed, so that it is run in any case. */
    void execute(Runnable task);

    /** Runs a task on another thread after a while. Once closed, nothing is run. */
    Scheduled schedule(Duration delay, Runnable task);

    /** Waits for tasks that run, not longer than told, and runs no more. */
    void close(Duration atMost);

    /** A task that has yet to be run. */
    interface Scheduled {
        /** Lets it not be run, if it has not begun. */
        void cancel();
    }
}
