package io.dynastore.lease;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Semaphore;

/**
 * The time as {@link Leases}, idempotent operations and change feeds use it: two clocks, and the scheduling of tasks. By default
 * this is real time; a test can supply an implementation that it controls.
 *
 * <p>Each {@link Leases} needs an instance of its own, and closes it when it is closed itself. Implementations must be
 * thread-safe. The guarantees of leases hold only if the monotonic clock never goes back, and does not stand still while those
 * of other processes advance.
 */
public interface Timing {
    /**
     * Returns real time, which starts threads when something is due, and ends them when nothing is for some time.
     *
     * @param wallClock the wall clock
     * @return the time
     */
    static Timing system(Clock wallClock) {
        return system(wallClock, "dynastore-lease");
    }

    /**
     * Returns real time whose threads have names that begin with a text.
     *
     * @param wallClock the wall clock
     * @param threads the beginning of the threads' names
     * @return the time
     */
    static Timing system(Clock wallClock, String threads) {
        return new SystemTiming(Objects.requireNonNull(wallClock, "wallClock"), threads, 50);
    }

    /**
     * Returns the time on the wall clock, which is compared with those of other processes and may be set at any time.
     *
     * @return the time
     */
    Instant now();

    /**
     * Returns the time on the monotonic clock. As with {@link System#nanoTime()}, only differences are meaningful.
     *
     * @return nanoseconds since an arbitrary origin
     */
    long nanoTime();

    /**
     * Suspends the calling thread for a time, or until this is closed.
     *
     * @param duration the time; zero or less to return at once
     * @throws InterruptedException if the thread is interrupted, before or during the wait
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Suspends the calling thread for a time, or until it is woken, or until this is closed. By default, it is woken only when
     * the time is over.
     *
     * @param duration the time; zero or less to return at once
     * @param wakeUp wakes the thread by a permit, which this takes
     * @throws InterruptedException if the thread is interrupted, before or during the wait
     */
    default void sleep(Duration duration, Semaphore wakeUp) throws InterruptedException {
        if (!wakeUp.tryAcquire()) {
            sleep(duration);
        }
    }

    /**
     * Runs a task as soon as possible, on another thread, because the caller may hold locks that the task needs. After this is
     * closed, the task is run on the calling thread, so that it is always run.
     *
     * @param task the task; its exceptions are ignored
     */
    void execute(Runnable task);

    /**
     * Runs a task after a delay, on another thread. After this is closed, no task is run.
     *
     * @param delay the delay; zero or less for none
     * @param task the task; its exceptions are ignored
     * @return the scheduled task, which can be cancelled
     */
    Scheduled schedule(Duration delay, Runnable task);

    /**
     * Calls a listener of the application as soon as possible, on another thread. A listener may block, and then delays no
     * other, and no task that sends a request. By default, it is called like any task.
     *
     * @param callback the call; its exceptions are ignored
     */
    default void executeCallback(Runnable callback) {
        execute(callback);
    }

    /**
     * Runs after a delay what sends no request and delays none. By default, it is run like any task.
     *
     * @param delay the delay; zero or less for none
     * @param callback what to run; its exceptions are ignored
     * @return the scheduled task, which can be cancelled
     */
    default Scheduled scheduleCallback(Duration delay, Runnable callback) {
        return schedule(delay, callback);
    }

    /**
     * Waits for tasks that are running or are to run {@linkplain #execute as soon as possible}, and discards the others.
     * Listeners that block are not waited for.
     *
     * @param atMost the longest time to wait, in real time, because the tasks wait for DynamoDB
     */
    void close(Duration atMost);

    /** A task that is run later. */
    interface Scheduled {
        /** Cancels the task, unless it has started. */
        void cancel();
    }
}
