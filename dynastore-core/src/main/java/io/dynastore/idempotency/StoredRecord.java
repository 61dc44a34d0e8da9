package io.dynastore.idempotency;

import static io.dynastore.internal.ItemFormat.EXPIRES;
import static io.dynastore.internal.ItemFormat.PAYLOAD;
import static io.dynastore.internal.ItemFormat.WRITE_ID;

import io.dynastore.idempotency.IdempotencyRecord.State;
import io.dynastore.idempotency.IdempotencyRecord.Use;
import io.dynastore.internal.Tenure;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The item of a record. Pure and immutable.
 *
 * @param item all attributes
 * @param use the method that uses the key
 * @param fingerprint the hash of the request
 * @param tenure the attempt that has the key, or had it last; null if the operation is done
 * @param began when the last attempt began, in epoch milliseconds
 * @param attempts the number of attempts
 * @param completed when the operation was done, in epoch milliseconds; null if it is not
 * @param expires the epoch second in which the record expires
 */
record StoredRecord(
        Map<String, AttributeValue> item,
        Use use,
        Fingerprint fingerprint,
        @Nullable Tenure tenure,
        long began,
        long attempts,
        @Nullable Long completed,
        long expires) {

    /** The attribute with the method that uses the key (S). */
    static final String USE = "use";

    /** The attribute with the hash of the request (B). */
    static final String FINGERPRINT = "fingerprint";

    /** The attribute with the time at which the last attempt began, in epoch milliseconds (N). */
    static final String BEGAN = "began";

    /** The attribute with the number of the present or last attempt (N); absent when the operation is done. */
    static final String ATTEMPT = "attempt";

    /** The attribute with the number of attempts (N); absent until the operation is done. */
    static final String ATTEMPTS = "attempts";

    /** The attribute with the time at which the operation was done, in epoch milliseconds (N); absent until then. */
    static final String COMPLETED = "completed";

    /** The attribute with the kind of result (S); absent until the operation is done. */
    static final String RESULT = "result";

    /** The attribute with the class of an exception that is the result (S). */
    static final String FAILURE = "failure";

    /** Returns the record in an item; null if the item is not a record. */
    static @Nullable StoredRecord of(Map<String, AttributeValue> item) {
        Use use = use(item.get(USE));
        AttributeValue hash = item.get(FINGERPRINT);
        Long began = Tenure.number(item.get(BEGAN));
        Long expires = Tenure.number(item.get(EXPIRES));
        Long completed = Tenure.number(item.get(COMPLETED));
        Long attempts = Tenure.number(item.get(completed == null ? ATTEMPT : ATTEMPTS));
        Tenure tenure = Tenure.of(item);
        if (use == null || hash == null || hash.b() == null || began == null || expires == null || attempts == null) {
            return null;
        }
        Fingerprint fingerprint = Fingerprint.stored(hash.b().asByteArray());
        return completed == null && tenure == null
                ? null
                : new StoredRecord(item, use, fingerprint, tenure, began, attempts, completed, expires);
    }

    private static @Nullable Use use(@Nullable AttributeValue value) {
        if (value == null) {
            return null;
        }
        for (Use use : Use.values()) {
            if (text(use).equals(value.s())) {
                return use;
            }
        }
        return null;
    }

    static String text(Use use) {
        return use == Use.RUN ? "run" : "transact";
    }

    boolean isLive(Instant now) {
        return now.getEpochSecond() < expires;
    }

    /** Returns whether a write has left the record as it is. */
    boolean isWrittenBy(SdkBytes nonce) {
        AttributeValue writeId = item.get(WRITE_ID);
        return writeId != null && nonce.equals(writeId.b());
    }

    /** Returns what is recorded; only if the operation is done. */
    Recorded recorded() {
        AttributeValue result = item.get(RESULT);
        AttributeValue payload = item.get(PAYLOAD);
        AttributeValue failure = item.get(FAILURE);
        Recorded.Kind kind = result == null || result.s() == null ? null : Recorded.Kind.of(result.s());
        // A later version may record other kinds.
        return kind == null || payload == null
                ? Recorded.NOT_KEPT
                : new Recorded(kind, payload, failure == null ? null : failure.s());
    }

    /** Returns when the deadline of the attempt is that has the key; when it began if none has it. */
    Instant until() {
        Instant until = tenure == null ? null : tenure.until();
        return until == null ? Instant.ofEpochMilli(began) : until;
    }

    IdempotencyRecord view(String key, String attemptId, @Nullable Instant overdue) {
        State state = state(overdue);
        return new IdempotencyRecord(
                key,
                attemptId,
                use,
                state,
                Instant.ofEpochMilli(completed == null ? began : completed),
                tenure == null ? null : tenure.until(),
                (int) attempts,
                fingerprint.hex(),
                completed != null && recorded().isKept(),
                Instant.ofEpochSecond(expires));
    }

    private State state(@Nullable Instant overdue) {
        if (completed != null) {
            return State.COMPLETED;
        }
        Tenure present = Objects.requireNonNull(tenure, "tenure");
        if (present.isFree()) {
            return State.GIVEN_BACK;
        }
        return present.isOverdue(overdue) ? State.OVERDUE : State.RUNNING;
    }
}
