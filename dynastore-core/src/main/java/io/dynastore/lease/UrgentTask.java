package io.dynastore.lease;

/** A scheduled task that is of no use after a deadline: {@link SystemTiming} runs the most urgent one first. */
interface UrgentTask extends Runnable {
    /** Returns the deadline on the monotonic clock. */
    long deadlineNanos();
}
