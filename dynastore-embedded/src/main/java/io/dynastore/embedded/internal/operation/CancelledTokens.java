package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.value.Bytes;
import io.dynastore.embedded.internal.wire.ApiError;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The cancellations of transactions by their tokens, kept for ten minutes if the database remembers them. Thread-safe. */
final class CancelledTokens {
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private final boolean remembers;
    private final Map<String, Cancelled> cancelled = new ConcurrentHashMap<>();

    CancelledTokens(boolean remembers) {
        this.remembers = remembers;
    }

    void remember(String token, Bytes request, ApiError error, Instant now) {
        if (remembers) {
            cancelled.values().removeIf(each -> each.isForgotten(now));
            cancelled.put(token, new Cancelled(request, error, now));
        }
    }

    Optional<Cancelled> find(String token, Instant now) {
        return Optional.ofNullable(cancelled.get(token)).filter(found -> !found.isForgotten(now));
    }

    /**
     * A transaction that was cancelled.
     *
     * @param request the hash of its request
     * @param error the reply to it
     * @param time the time of the cancellation
     */
    record Cancelled(Bytes request, ApiError error, Instant time) {
        private boolean isForgotten(Instant now) {
            return time.plus(MEMORY).isBefore(now);
        }
    }
}
