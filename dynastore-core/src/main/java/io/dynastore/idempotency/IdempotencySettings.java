package io.dynastore.idempotency;

import io.dynastore.internal.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The settings of idempotent operations. Immutable.
 *
 * @param retention for how long results are kept
 * @param lease for how long a silent attempt keeps its key
 * @param clockSkew by how much two wall clocks may differ
 * @param waiting for how long a call waits for another one
 * @param lookFirst whether a call reads before it writes
 * @param failures the exceptions that are results
 * @param listeners the listeners
 */
record IdempotencySettings(
        Duration retention,
        Duration lease,
        Duration clockSkew,
        Duration waiting,
        boolean lookFirst,
        List<RecordedFailure<?>> failures,
        List<IdempotencyListener> listeners) {

    static final IdempotencySettings DEFAULTS = new IdempotencySettings(
            Duration.ofDays(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ZERO,
            false,
            List.of(),
            List.of());

    /**
     * Returns for how long the record of an attempt is kept after its deadline: a process whose clock is fast must not see it
     * expired while the attempt may still be running.
     */
    Duration retentionOfAttempts() {
        return retention.compareTo(clockSkew) < 0 ? clockSkew : retention;
    }

    IdempotencySettings retention(Duration other) {
        Durations.atMost(Duration.ofDays(36_500), "The retention of results", other);
        if (other.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "The retention of results is shorter than a second: " + other + ". Set a longer one.");
        }
        return new IdempotencySettings(other, lease, clockSkew, waiting, lookFirst, failures, listeners);
    }

    IdempotencySettings lease(Duration other) {
        Durations.atMost(Durations.YEAR, "The lease of an attempt", other);
        if (other.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException(
                    "The lease of an attempt is shorter than 100 ms: " + other + ". Set a longer one.");
        }
        return new IdempotencySettings(retention, other, clockSkew, waiting, lookFirst, failures, listeners);
    }

    IdempotencySettings clockSkew(Duration other) {
        checkNotNegative("bound on clock skew", Durations.atMost(Durations.YEAR, "The bound on clock skew", other));
        return new IdempotencySettings(retention, lease, other, waiting, lookFirst, failures, listeners);
    }

    IdempotencySettings waiting(Duration other) {
        checkNotNegative("time to wait", Objects.requireNonNull(other, "waiting"));
        return new IdempotencySettings(
                retention, lease, clockSkew, Durations.toWait(other), lookFirst, failures, listeners);
    }

    private static void checkNotNegative(String what, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("The " + what + " is negative: " + duration + ". Set zero or more.");
        }
    }

    IdempotencySettings withLookFirst() {
        return new IdempotencySettings(retention, lease, clockSkew, waiting, true, failures, listeners);
    }

    IdempotencySettings recording(RecordedFailure<?> failure) {
        return new IdempotencySettings(
                retention, lease, clockSkew, waiting, lookFirst, plus(failures, failure), listeners);
    }

    IdempotencySettings listener(IdempotencyListener listener) {
        return new IdempotencySettings(
                retention, lease, clockSkew, waiting, lookFirst, failures, plus(listeners, listener));
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(Objects.requireNonNull(element));
        return List.copyOf(longer);
    }
}
