package io.dynastore.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * The time at which a request was about to be sent, on both clocks.
 *
 * @param nanos the time on the monotonic clock
 * @param wall the time on the wall clock
 */
public record RequestTime(long nanos, Instant wall) {
    /**
     * Returns whether this time was before another one.
     *
     * @param other the other time
     * @return whether it was, on the monotonic clock
     */
    public boolean isBefore(RequestTime other) {
        return nanos - other.nanos < 0;
    }

    /**
     * Returns the time that has passed since, on the clock that has advanced further, in case the other one stood still.
     *
     * @param now the present time
     * @return the time between them
     */
    public Duration elapsed(RequestTime now) {
        Duration monotonic = Duration.ofNanos(now.nanos - nanos);
        Duration wallClock = Duration.between(wall, now.wall);
        return monotonic.compareTo(wallClock) > 0 ? monotonic : wallClock;
    }
}
