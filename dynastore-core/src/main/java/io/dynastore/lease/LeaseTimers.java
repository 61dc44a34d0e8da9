package io.dynastore.lease;

import io.dynastore.lease.Timing.Scheduled;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The two tasks that a held lease has scheduled: its next renewal, and a check at its deadline. Thread-safe. */
final class LeaseTimers {
    private final Timing timing;
    private final Runnable renewal;
    private final Runnable deadlineCheck;
    private @Nullable Scheduled nextRenewal;
    private @Nullable Scheduled nextDeadlineCheck;
    private boolean cancelled;

    LeaseTimers(Timing timing, Runnable renewal, Runnable deadlineCheck) {
        this.timing = timing;
        this.renewal = renewal;
        this.deadlineCheck = deadlineCheck;
    }

    synchronized void renewIn(Duration delay) {
        nextRenewal = replace(nextRenewal, delay, renewal);
    }

    synchronized void checkDeadlineIn(Duration delay) {
        nextDeadlineCheck = replace(nextDeadlineCheck, delay, deadlineCheck);
    }

    /** Cancels both tasks; from then on nothing is scheduled. */
    synchronized void cancel() {
        cancelled = true;
        cancel(nextRenewal);
        cancel(nextDeadlineCheck);
    }

    private @Nullable Scheduled replace(@Nullable Scheduled earlier, Duration delay, Runnable task) {
        cancel(earlier);
        return cancelled ? null : timing.schedule(delay, task);
    }

    private static void cancel(@Nullable Scheduled task) {
        if (task != null) {
            task.cancel();
        }
    }
}
