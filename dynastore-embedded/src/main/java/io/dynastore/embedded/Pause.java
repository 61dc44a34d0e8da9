package io.dynastore.embedded;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A pause of the calling thread, which belongs to the client or its connection, never to the database. */
@FunctionalInterface
interface Pause {
    Pause NONE = () -> {};

    void pause() throws InterruptedException;

    static Pause of(Duration duration) {
        return duration.isZero() ? NONE : () -> TimeUnit.NANOSECONDS.sleep(nanos(duration));
    }

    /** {@return the nanoseconds of a duration, or the largest number if there are more} */
    static long nanos(Duration duration) {
        return duration.toSeconds() < Long.MAX_VALUE / 1_000_000_000L ? duration.toNanos() : Long.MAX_VALUE;
    }
}
