package io.dynastore.lease;

import java.time.Duration;
import java.time.Instant;

/**
 * The time at which a request was about to be sent, on both clocks.
 *
 * @param nanos the time on the monotonic clock
 * @param wall the time on the wall clock
 */
record RequestTime(long nanos, Instant wall) {
    static RequestTime now(Timing timing) {
        return new RequestTime(timing.nanoTime(), timing.now());
    }

    boolean isBefore(RequestTime other) {
        return nanos - other.nanos < 0;
    }

    /** Returns the time that has passed since, on the clock that has advanced further, in case the other one stood still. */
    Duration elapsed(Timing timing) {
        Duration monotonic = Duration.ofNanos(timing.nanoTime() - nanos);
        Duration wallClock = Duration.between(wall, timing.now());
        return monotonic.compareTo(wallClock) > 0 ? monotonic : wallClock;
    }
}
