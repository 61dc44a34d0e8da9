package io.dynastore.lease;

import io.dynastore.internal.RequestTime;
import java.time.Duration;

/**
 * The tenures of a lease that have followed each other inside this process, without the lease being free in between.
 *
 * @param handovers the number of handovers
 * @param sinceNanos when the first tenure began, on the monotonic clock
 */
record Streak(int handovers, long sinceNanos) {
    /** The number after which processes that wait elsewhere get a chance. */
    private static final int MAX = 10;

    static Streak of(RequestTime requested) {
        return new Streak(0, requested.nanos());
    }

    Streak next() {
        return new Streak(handovers + 1, sinceNanos);
    }

    /** Returns whether other processes have waited long enough: for ten handovers, or as long as a lease lasts. */
    boolean isOver(Timing timing, Duration lease) {
        return handovers > 0 && (handovers >= MAX || age(timing).compareTo(lease) >= 0);
    }

    Duration age(Timing timing) {
        return Duration.ofNanos(timing.nanoTime() - sinceNanos);
    }
}
