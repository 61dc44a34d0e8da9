package io.dynastore.lease;

import java.time.Duration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** The period for which the holder of a lease may rely on it. Guarded by the lease. */
final class HoldingPeriod {
    private final Timing timing;
    private RequestTime start;
    private Duration duration;
    private Duration margin;

    HoldingPeriod(Timing timing, RequestTime start, LeaseOptions options) {
        this.timing = timing;
        this.start = start;
        this.duration = options.duration();
        this.margin = options.margin();
    }

    Duration duration() {
        return duration;
    }

    /** Returns for how long the lease is held after each renewal. */
    Duration length() {
        return duration.minus(margin);
    }

    /** Returns the time until the deadline; zero or negative if the deadline has passed. */
    Duration remaining() {
        return length().minus(start.elapsed(timing));
    }

    /** Returns the deadline on the monotonic clock. */
    long deadlineNanos() {
        return start.nanos() + length().toNanos();
    }

    /** Returns the time until the next renewal is due. */
    Duration untilRenewal() {
        Duration left = duration.dividedBy(3).minus(start.elapsed(timing));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Returns the pause before a failed renewal is retried. It gets shorter as the deadline approaches, so that the end of an
     * outage is noticed in time.
     *
     * @param failures how many renewals have failed in a row
     */
    Duration untilRetry(int failures) {
        Duration shortest = duration.dividedBy(100);
        Duration delay = BackoffStrategy.exponentialDelayHalfJitter(shortest, duration.dividedBy(10))
                .computeDelay(failures + 1);
        Duration third = remaining().dividedBy(3);
        Duration longest = third.compareTo(shortest) < 0 ? shortest : third;
        return delay.compareTo(longest) < 0 ? delay : longest;
    }

    /** Shortens the period before a renewal is sent that would shorten it: it may be executed although its reply is lost. */
    void renewing(RequestTime requested, Duration newDuration) {
        if (newDuration.minus(LeaseOptions.marginOf(newDuration)).compareTo(remaining()) < 0) {
            restart(requested, newDuration);
        }
    }

    /** Begins anew with a renewal; returns false if a later one was first, since two renewals may cross. */
    boolean renewed(RequestTime requested, Duration newDuration) {
        if (requested.isBefore(start)) {
            return false;
        }
        restart(requested, newDuration);
        return true;
    }

    private void restart(RequestTime requested, Duration newDuration) {
        start = requested;
        if (!newDuration.equals(duration)) {
            duration = newDuration;
            margin = LeaseOptions.marginOf(newDuration);
        }
    }
}
