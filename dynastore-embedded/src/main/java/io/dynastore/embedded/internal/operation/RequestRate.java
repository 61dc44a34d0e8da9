package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Counts the requests of each second. A second has passed if it has by the database's clock or in reality: a client that waits
 * and tries again must succeed even if a test has stopped the clock. Thread-safe.
 */
final class RequestRate {
    private static final long SECOND = 1000;

    private final Clock clock;
    private long began;
    private long beganNanos;
    private int used;

    RequestRate(Clock clock) {
        this.clock = clock;
        this.began = clock.millis() - SECOND;
    }

    /** Counts a request of an operation with a documented rate, unless such rates are not to be enforced. */
    void countDocumented(Context context, int most) {
        if (context.streams().settings().ratesLimited()) {
            count(most, new ApiError(ErrorType.THROTTLING, "Rate of requests exceeds the allowed throughput."));
        }
    }

    /** Counts a request, and throws the error if there have been enough in this second. */
    synchronized void count(int most, ApiError error) {
        long now = clock.millis();
        long nanos = System.nanoTime();
        boolean over = Math.abs(now - began) >= SECOND || nanos - beganNanos >= TimeUnit.SECONDS.toNanos(1);
        if (over) {
            began = now;
            beganNanos = nanos;
            used = 0;
        }
        if (used >= most) {
            throw error;
        }
        used++;
    }
}
