package io.dynastore.watch;

import io.dynastore.lease.Timing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Logs failures of something that is tried again, which may last for days: warns of the first of each kind, and again after an hour.
 * Used by one thread at a time.
 */
final class RetryLog {
    private static final Duration REPETITION = Duration.ofHours(1);

    private final Logger log;
    private final Timing timing;
    private final Set<String> warnedOf = new HashSet<>();
    private long warnedNanos;

    RetryLog(Timing timing) {
        this(System.getLogger(ChangeFeed.class.getName()), timing);
    }

    RetryLog(Logger log, Timing timing) {
        this.log = log;
        this.timing = timing;
    }

    void failed(Supplier<String> message, Throwable failure) {
        long now = timing.nanoTime();
        if (now - warnedNanos >= REPETITION.toNanos()) {
            warnedOf.clear();
        }
        if (warnedOf.isEmpty()) {
            warnedNanos = now;
        }
        log.log(warnedOf.add(kind(failure)) ? Level.WARNING : Level.DEBUG, message, failure);
    }

    /** AWS has many errors of the same class. */
    private static String kind(Throwable failure) {
        String type = failure.getClass().getName();
        return failure instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? type + service.awsErrorDetails().errorCode()
                : type;
    }

    void succeeded() {
        warnedOf.clear();
    }
}
