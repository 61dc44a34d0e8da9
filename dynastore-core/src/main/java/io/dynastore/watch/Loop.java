package io.dynastore.watch;

import io.dynastore.lease.Timing;
import io.dynastore.lease.Timing.Scheduled;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Repeats a step with pauses, on threads of a {@link Timing}; never twice at the same time. Thread-safe. */
final class Loop {
    private static final Logger LOG = System.getLogger(ChangeFeed.class.getName());

    /** The pause after a step that has failed unexpectedly. */
    private static final Duration AFTER_BUG = Duration.ofSeconds(5);

    /** A step. */
    interface Step {
        /** Runs the step; returns the pause before the next one, or null if there is none. */
        @Nullable
        Duration run();
    }

    private final Timing timing;
    private final Step step;
    private @Nullable Thread thread;
    private @Nullable Scheduled next;
    private boolean queued;
    private boolean again;
    private boolean stopped;

    Loop(Timing timing, Step step) {
        this.timing = timing;
        this.step = step;
    }

    /** Runs the next step now. */
    synchronized void wake() {
        if (stopped) {
            return;
        }
        if (thread != null) {
            again = true;
            return;
        }
        if (next != null) {
            next.cancel();
            next = null;
        }
        enqueue();
    }

    private void enqueue() {
        if (!queued) {
            queued = true;
            timing.executeCallback(this::run);
        }
    }

    private void run() {
        synchronized (this) {
            queued = false;
            if (stopped || thread != null) {
                return;
            }
            thread = Thread.currentThread();
            again = false;
        }
        // A handler may have left the thread interrupted.
        boolean ignored = Thread.interrupted();
        Duration pause = AFTER_BUG;
        try {
            pause = step.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "A step of a change feed has failed; it is repeated", e);
        } finally {
            ended(pause);
        }
    }

    private synchronized void ended(@Nullable Duration pause) {
        thread = null;
        notifyAll();
        stopped |= pause == null;
        if (stopped || pause == null) {
            return;
        }
        if (again || pause.isZero()) {
            enqueue();
        } else {
            next = timing.scheduleCallback(pause, this::run);
        }
    }

    /** Returns whether the step is running on this thread. */
    synchronized boolean isOnThread() {
        return thread == Thread.currentThread();
    }

    /**
     * Lets loops start no more steps, and waits for those that are running: for a time, or until this thread is interrupted; then
     * they are interrupted, and waited for once more.
     */
    static void stop(List<Loop> loops, Duration patience, Duration afterInterrupt) throws InterruptedException {
        loops.forEach(Loop::stop);
        boolean ended = false;
        boolean interrupted = false;
        try {
            ended = await(loops, patience);
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "Interrupted while handlers are waited for, which are interrupted, too", e);
            interrupted = true;
        }
        try {
            if (!ended) {
                loops.forEach(Loop::interrupt);
                await(loops, afterInterrupt);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean await(List<Loop> loops, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean ended = true;
        for (Loop each : loops) {
            ended &= each.await(deadline);
        }
        return ended;
    }

    /** Starts no more steps. */
    private synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel();
        }
    }

    /** Interrupts the step that is running. */
    private synchronized void interrupt() {
        if (thread != null && thread != Thread.currentThread()) {
            thread.interrupt();
        }
    }

    /**
     * Waits until no step is running, in real time.
     *
     * @param deadlineNanos until when, on the system's monotonic clock
     * @return whether none is; also true on the thread of the step
     */
    private synchronized boolean await(long deadlineNanos) throws InterruptedException {
        while (thread != null && thread != Thread.currentThread()) {
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
