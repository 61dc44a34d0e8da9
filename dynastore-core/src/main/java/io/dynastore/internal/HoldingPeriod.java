package io.dynastore.internal;

import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** The period for which the holder of a lease may rely on it. Not thread-safe. */
public final class HoldingPeriod {
    private final Supplier<RequestTime> time;
    private RequestTime start;
    private Duration duration;
    private Duration margin;

    /**
     * Creates a period.
     *
     * @param time returns the present time
     * @param start when the request that began it was about to be sent
     * @param duration the duration of the lease
     * @param margin how long before others can acquire the lease the period ends
     */
    public HoldingPeriod(Supplier<RequestTime> time, RequestTime start, Duration duration, Duration margin) {
        this.time = time;
        this.start = start;
        this.duration = duration;
        this.margin = margin;
    }

    /**
     * Returns the margin for a duration. It is for clocks that run at different speeds, and for the time between a check that
     * the lease is held and the action that follows.
     *
     * @param duration the duration of the lease
     * @return the margin
     */
    public static Duration marginOf(Duration duration) {
        Duration tenth = duration.dividedBy(10);
        return tenth.compareTo(Duration.ofSeconds(1)) < 0 ? tenth : Duration.ofSeconds(1);
    }

    /** {@return the duration of the lease} */
    public Duration duration() {
        return duration;
    }

    /** {@return for how long the lease is held after each renewal} */
    public Duration length() {
        return duration.minus(margin);
    }

    /** {@return the time until the deadline; zero or negative if the deadline has passed} */
    public Duration remaining() {
        return length().minus(start.elapsed(time.get()));
    }

    /** {@return the deadline on the monotonic clock} */
    public long deadlineNanos() {
        return start.nanos() + length().toNanos();
    }

    /** {@return the time until the next renewal is due} */
    public Duration untilRenewal() {
        Duration left = duration.dividedBy(3).minus(start.elapsed(time.get()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Returns the pause before a failed renewal is retried. It gets shorter as the deadline approaches, so that the end of an
     * outage is noticed in time.
     *
     * @param failures how many renewals have failed in a row
     * @return the pause
     */
    public Duration untilRetry(int failures) {
        Duration shortest = duration.dividedBy(100);
        Duration delay = BackoffStrategy.exponentialDelayHalfJitter(shortest, duration.dividedBy(10))
                .computeDelay(failures + 1);
        Duration third = remaining().dividedBy(3);
        Duration longest = third.compareTo(shortest) < 0 ? shortest : third;
        return delay.compareTo(longest) < 0 ? delay : longest;
    }

    /**
     * Shortens the period before a renewal is sent that would shorten it: it may be executed although its reply is lost.
     *
     * @param requested when the renewal is sent
     * @param newDuration the duration that it sets
     */
    public void renewing(RequestTime requested, Duration newDuration) {
        if (newDuration.minus(marginOf(newDuration)).compareTo(remaining()) < 0) {
            restart(requested, newDuration);
        }
    }

    /**
     * Begins anew with a renewal.
     *
     * @param requested when the renewal was sent
     * @param newDuration the duration that it has set
     * @return false if a later one was first, since two renewals may cross
     */
    public boolean renewed(RequestTime requested, Duration newDuration) {
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
            margin = marginOf(newDuration);
        }
    }
}
