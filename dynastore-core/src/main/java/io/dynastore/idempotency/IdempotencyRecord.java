package io.dynastore.idempotency;

import io.dynastore.internal.Texts;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a key as {@link Idempotency#find} reads it, for support staff. It contains neither the request nor the result.
 *
 * @param key the key
 * @param attemptId the id that outside services know, see {@link Attempt#id()}
 * @param use the method that uses the key
 * @param state the state
 * @param since when the state began, by the clock of the process that wrote it; for an attempt that was given back or is overdue,
 *     when it began
 * @param until the deadline of the attempt unless it is renewed; null if none runs
 * @param attempts the number of attempts that were begun
 * @param fingerprint the hash of the request, in hexadecimal digits
 * @param resultKept whether a result, or an exception, is kept
 * @param expires when the record expires
 */
public record IdempotencyRecord(
        String key,
        String attemptId,
        Use use,
        State state,
        Instant since,
        @Nullable Instant until,
        int attempts,
        String fingerprint,
        boolean resultKept,
        Instant expires) {

    /** The methods that use keys. */
    public enum Use {
        /** {@link Idempotency#run}. */
        RUN,
        /** {@link Idempotency#transact}. */
        TRANSACT
    }

    /** The states of a key. */
    public enum State {
        /** An attempt is running, as far as this process can see. */
        RUNNING,
        /** The deadline of an attempt has passed: its process is dead or frozen, and the next call runs the action again. */
        OVERDUE,
        /** The last attempt failed: the next call runs the action again. */
        GIVEN_BACK,
        /** The operation is done: calls return its result. */
        COMPLETED
    }

    /**
     * Creates a record.
     *
     * @param key the key
     * @param attemptId the id that outside services know
     * @param use the method that uses the key
     * @param state the state
     * @param since when the state began
     * @param until the deadline of the attempt, or null
     * @param attempts the number of attempts that were begun
     * @param fingerprint the hash of the request
     * @param resultKept whether a result is kept
     * @param expires when the record expires
     */
    public IdempotencyRecord {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(attemptId, "attemptId");
        Objects.requireNonNull(use, "use");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(fingerprint, "fingerprint");
        Objects.requireNonNull(expires, "expires");
    }

    /** {@return the parts of the record} The key has escapes for control characters. */
    @Override
    public String toString() {
        return "IdempotencyRecord[key=" + Texts.escape(key) + ", attemptId=" + attemptId + ", use=" + use + ", state="
                + state
                + ", since=" + since + ", until=" + until + ", attempts=" + attempts + ", fingerprint=" + fingerprint
                + ", resultKept=" + resultKept + ", expires=" + expires + "]";
    }
}
