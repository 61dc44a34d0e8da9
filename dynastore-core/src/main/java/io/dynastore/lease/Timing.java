package io.dynastore.lease;

import java.time.Duration;
import java.time.Instant;

/**
 * Where {@link Leases} take their time from: two clocks, and what is to happen later. Without one of its own, real time
 * passes; in tests, an implementation lets it pass as the test says.
 *
 * <p>Each {@link Leases} needs an instance of its own, and closes it when it is closed itself. Implementations have to be
 * thread-safe. What leases promise holds only if the monotonic clock never goes back and does not stand still while others'
 * goes on.
 */
public interface Timing {
    /**
     * The wall clock, which others' are compared with and which may be set at any time.
     *
     * @return the time
     */
    Instant now();

    /**
     * The monotonic clock, as {@link System#nanoTime()}: only differences mean anything.
     *
     * @return nanoseconds since an arbitrary origin
     */
    long nanoTime();

    /**
     * Lets the calling thread wait while time passes; shorter if this is closed meanwhile.
     *
     * @param duration how long; zero or less for not at all
     * @throws InterruptedException if the thread is interrupted, before or meanwhile
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Runs a task as soon as possible, on another thread, since the caller may hold locks that the task waits for. Once this
     * is closed, it is run on the calling thread, so that it is run in any case.
     *
     * @param task the task; what it throws is lost
     */
    void execute(Runnable task);

    /**
     * Runs a task after a while, on another thread. Once this is closed, nothing is run.
     *
     * @param delay how long to wait; zero or less for not at all
     * @param task the task; what it throws is lost
     * @return what can keep it from being run
     */
    Scheduled schedule(Duration delay, Runnable task);

    /**
     * Waits for tasks that run or are to run {@linkplain #execute as soon as possible}, and forgets the others.
     *
     * @param atMost how long to wait at most, in real time: what is waited for are calls to DynamoDB
     */
    void close(Duration atMost);

    /** A task that has yet to be run. */
    interface Scheduled {
        /** Lets it not be run, if it has not begun. */
        void cancel();
    }
}
