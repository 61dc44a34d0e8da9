package io.dynastore.idempotency;

import static io.dynastore.internal.ItemFormat.EXPIRES;

import io.dynastore.idempotency.IdempotencyRecord.Use;
import io.dynastore.internal.Tenure;
import io.dynastore.internal.TenureRequests.Departed;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a call finds under its key. Pure.
 *
 * @param state what it means for the call
 * @param stored the record; null if there is none
 */
record Finding(State state, @Nullable StoredRecord stored) {
    /** What a record means for a call. */
    enum State {
        /** The key is this attempt's, or its result is recorded. */
        OWN,
        /** The key can be claimed. */
        FREE,
        /** Another attempt has the key. */
        RUNNING,
        /** The operation is done. */
        DONE,
        /** The key belongs to another request. */
        OTHER_REQUEST,
        /** The key belongs to another method. */
        OTHER_USE,
        /** The item is no record. */
        FOREIGN
    }

    static final Finding NOTHING = new Finding(State.FREE, null);

    /** What a call asks for. */
    record Question(Use use, Fingerprint fingerprint, Instant now, Departed departed) {}

    /** Returns what an item means for a call. */
    static Finding of(Map<String, AttributeValue> item, Question question) {
        StoredRecord stored = StoredRecord.of(item);
        if (stored == null) {
            return isExpired(item, question.now()) ? NOTHING : new Finding(State.FOREIGN, null);
        }
        return new Finding(state(stored, question), stored);
    }

    /** Returns what an item that has refused a claim means: it was not free, whatever it looks like. */
    static Finding ofRefusal(Map<String, AttributeValue> item, Question question) {
        Finding found = of(item, question);
        if (found.state() != State.FREE) {
            return found;
        }
        return new Finding(found.stored() == null ? State.FOREIGN : State.RUNNING, found.stored());
    }

    static boolean isExpired(Map<String, AttributeValue> item, Instant now) {
        Long expires = Tenure.number(item.get(EXPIRES));
        return expires != null && expires <= now.getEpochSecond();
    }

    private static State state(StoredRecord stored, Question question) {
        if (!stored.isLive(question.now())) {
            return State.FREE;
        }
        if (stored.use() != question.use()) {
            return State.OTHER_USE;
        }
        if (!stored.fingerprint().equals(question.fingerprint())) {
            return State.OTHER_REQUEST;
        }
        Tenure tenure = stored.tenure();
        if (stored.completed() != null || tenure == null) {
            return State.DONE;
        }
        return isFree(tenure, question.departed()) ? State.FREE : State.RUNNING;
    }

    private static boolean isFree(Tenure tenure, Departed departed) {
        SdkBytes nonce = tenure.nonce();
        return tenure.isFree()
                || tenure.isOverdue(departed.overdue())
                || (nonce != null
                        && (nonce.equals(departed.dead()) || departed.left().contains(nonce)));
    }
}
