package io.dynastore.internal;

import java.time.Duration;
import java.util.Objects;

/** The limits of durations that callers give. */
public final class Durations {
    /** A year. */
    public static final Duration YEAR = Duration.ofDays(365);

    /** More than a century, and less than what fits into nanoseconds. */
    private static final Duration FOREVER = Duration.ofDays(50_000);

    private Durations() {}

    /**
     * Checks that a duration is not longer than a limit.
     *
     * @param longest the limit
     * @param what what lasts that long, as the beginning of a sentence
     * @param duration the duration
     * @return the duration
     * @throws IllegalArgumentException if it is longer
     */
    public static Duration atMost(Duration longest, String what, Duration duration) {
        Objects.requireNonNull(duration, what);
        if (duration.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    what + " is too long: " + duration + ". Set one of at most " + longest.toDays() + " days.");
        }
        return duration;
    }

    /**
     * Returns the time to wait: zero instead of a negative one, and more than a century instead of a longer one.
     *
     * @param wait the time that was asked for
     * @return the time
     */
    public static Duration toWait(Duration wait) {
        Objects.requireNonNull(wait, "wait");
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(FOREVER) > 0 ? FOREVER : wait;
    }
}
