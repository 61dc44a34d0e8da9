package io.dynastore.lease;

import io.dynastore.lease.Timing.Scheduled;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The two tasks that a held lease has scheduled: its next renewal, and the next look at its deadline. Thread-safe. */
final class LeaseTimers {
    private final Timing timing;
    private final Runnable renewal;
    private final Runnable watch;
    private @Nullable Scheduled nextRenewal;
    private @Nullable Scheduled nextWatch;
    private boolean cancelled;

    LeaseTimers(Timing timing, Runnable renewal, Runnable watch) {
        this.timing = timing;
        this.renewal = renewal;
        this.watch = watch;
    }

    synchronized void renewIn(Duration delay) {
        cancel(nextRenewal);
        nextRenewal = cancelled ? null : timing.schedule(delay, renewal);
    }

    synchronized void watchIn(Duration delay) {
        cancel(nextWatch);
        nextWatch = cancelled ? null : timing.scheduleCallback(delay, watch);
    }

    /** Cancels both tasks; from then on nothing is scheduled. */
    synchronized void cancel() {
        cancelled = true;
        cancel(nextRenewal);
        cancel(nextWatch);
    }

    private static void cancel(@Nullable Scheduled task) {
        if (task != null) {
            task.cancel();
        }
    }
}
