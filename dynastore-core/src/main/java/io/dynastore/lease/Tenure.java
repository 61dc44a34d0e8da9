package io.dynastore.lease;

import io.dynastore.lease.LeaseCalls.Sent;
import java.time.Duration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** For how long a lease is still held, as far as its holder may believe. Guarded by the lease. */
final class Tenure {
    private final Timing timing;
    private Sent since;
    private Duration duration;
    private Duration margin;

    Tenure(Timing timing, Sent since, LeaseOptions options) {
        this.timing = timing;
        this.since = since;
        this.duration = options.duration();
        this.margin = options.margin();
    }

    Duration duration() {
        return duration;
    }

    /** To the deadline; zero or negative if it is past. */
    Duration left() {
        return duration.minus(margin).minus(elapsed());
    }

    /** To the time at which it should be renewed. */
    Duration untilRenewal() {
        return notNegative(duration.dividedBy(3).minus(elapsed()));
    }

    /**
     * To the next try of a renewal that has failed so often: shorter as the deadline comes near, so that an outage which is
     * over in time is noticed in time.
     */
    Duration untilRetry(int failures) {
        Duration shortest = duration.dividedBy(100);
        Duration delay = BackoffStrategy.exponentialDelayHalfJitter(shortest, duration.dividedBy(10))
                .computeDelay(failures + 1);
        Duration third = left().dividedBy(3);
        Duration most = third.compareTo(shortest) < 0 ? shortest : third;
        return delay.compareTo(most) < 0 ? delay : most;
    }

    /** A renewal for a shorter time may be executed although its reply is lost, so it counts from when it is sent. */
    void renewing(Sent sent, Duration lasting) {
        if (lasting.minus(LeaseOptions.marginOf(lasting)).compareTo(left()) < 0) {
            begin(sent, lasting);
        }
    }

    /** Returns whether the renewal is later than the last; two of them may cross. */
    boolean renewed(Sent sent, Duration lasting) {
        boolean later = sent.nanos() - since.nanos() >= 0;
        if (later) {
            begin(sent, lasting);
        }
        return later;
    }

    private void begin(Sent sent, Duration lasting) {
        since = sent;
        if (!lasting.equals(duration)) {
            duration = lasting;
            margin = LeaseOptions.marginOf(lasting);
        }
    }

    /** Since the last renewal was sent: what has passed on the clock that has advanced further, in case one stood still. */
    private Duration elapsed() {
        Duration monotonic = Duration.ofNanos(timing.nanoTime() - since.nanos());
        Duration wall = Duration.between(since.wall(), timing.now());
        return monotonic.compareTo(wall) > 0 ? monotonic : wall;
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
