package io.dynastore.embedded;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Holds up the calling thread, which is the client's or its connection's, never one of the database's. */
@FunctionalInterface
interface Pause {
    Pause NONE = () -> {};

    void pause() throws InterruptedException;

    static Pause of(Duration duration) {
        return duration.isZero() ? NONE : () -> TimeUnit.NANOSECONDS.sleep(nanos(duration));
    }

    /** A duration of more than 292 years is as good as that. */
    static long nanos(Duration duration) {
        return duration.toSeconds() < Long.MAX_VALUE / 1_000_000_000L ? duration.toNanos() : Long.MAX_VALUE;
    }
}
