package io.dynastore.lease;

import static io.dynastore.internal.ItemFormat.OWNER;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The requests of the protocol, one conditional update each. Pure. Each condition comes back with the item that failed it.
 *
 * <p>The item of a lease is kept when it is released, so that the next token is higher than the last. Where it was deleted
 * all the same, tokens go on from the epoch milliseconds, which no lease reaches by counting.
 */
final class LeaseRequests {
    /** Nobody has it, or the deadline of whoever has it is past even if our clock is fast by the bound on clock skew. */
    private static final String FREE = "attribute_not_exists(#owner) OR #until < :overdue";

    /** And nobody who was observed to be dead has come back to life. */
    private static final String FREE_OR_DEAD = FREE + " OR writeId = :dead";

    /** An entry that is no lease is not written over. */
    private static final String ACQUIRE = "attribute_not_exists(version) OR (attribute_exists(leaseMillis) AND (%s))";

    private static final String ACQUIRE_FREE = ACQUIRE.formatted(FREE);
    private static final String ACQUIRE_FREE_OR_DEAD = ACQUIRE.formatted(FREE_OR_DEAD);

    private static final String ACQUIRED = "SET version = if_not_exists(version, :epochMillis) + :one, #owner = :owner,"
            + " writeId = :nonce, leaseMillis = :leaseMillis, #until = :until, expires = :expires, payload = :payload";

    private static final String OWNED = "#owner = :owner AND version = :token";

    /** A renewal that arrives after a later one would take the deadline back. */
    private static final String OWNED_AND_NOT_RENEWED_SINCE = OWNED + " AND writeId <= :nonce";

    private static final String RENEWED =
            "SET writeId = :nonce, leaseMillis = :leaseMillis, #until = :until, expires = :expires";
    private static final String RENEWED_WITH_HOLDER = RENEWED + ", payload = :payload";

    private static final String RELEASED = "SET writeId = :nonce, expires = :expires REMOVE #owner, #until";

    private static final Map<String, String> OWNER_AND_UNTIL = Map.of("#owner", OWNER, "#until", LeaseItem.UNTIL);
    private static final AttributeValue ONE = AttributeValue.fromN("1");

    /** Before all deadlines. */
    private static final AttributeValue NEVER = AttributeValue.fromN("-1");

    private LeaseRequests() {}

    /**
     * When a write was made and how long it holds.
     *
     * @param now the wall clock before the request is sent
     * @param duration how long the lease lasts
     * @param retention how long the item is kept after the deadline
     */
    record Term(Instant now, Duration duration, Duration retention) {
        long until() {
            return now.plus(duration).toEpochMilli();
        }

        private void addTo(Map<String, AttributeValue> values) {
            values.put(":leaseMillis", number(duration.toMillis()));
            values.put(":until", number(until()));
            values.put(":expires", number(expires(now.plus(duration), retention)));
        }
    }

    /**
     * Acquires a lease that is free or dead.
     *
     * @param overdue the latest of all deadlines that are past for sure; null if deadlines are not to be trusted
     * @param dead the nonce of a holder who was observed to be dead; null if none was
     */
    static UpdateItemRequest.Builder acquire(
            String owner,
            SdkBytes nonce,
            Term term,
            String holder,
            @Nullable Instant overdue,
            @Nullable SdkBytes dead) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":epochMillis", number(term.now().toEpochMilli()));
        values.put(":one", ONE);
        values.put(":owner", AttributeValue.fromS(owner));
        values.put(":nonce", AttributeValue.fromB(nonce));
        values.put(":payload", AttributeValue.fromS(holder));
        values.put(":overdue", overdue == null ? NEVER : number(overdue.toEpochMilli()));
        if (dead != null) {
            values.put(":dead", AttributeValue.fromB(dead));
        }
        term.addTo(values);
        return update(ACQUIRED, dead == null ? ACQUIRE_FREE : ACQUIRE_FREE_OR_DEAD, OWNER_AND_UNTIL, values)
                .returnValues(ReturnValue.ALL_NEW);
    }

    /** Renews a lease; a holder that is null stays as it is. */
    static UpdateItemRequest.Builder renew(
            String owner, long token, SdkBytes nonce, Term term, @Nullable String holder) {
        Map<String, AttributeValue> values = owned(owner, token, nonce);
        if (holder != null) {
            values.put(":payload", AttributeValue.fromS(holder));
        }
        term.addTo(values);
        return update(
                        holder == null ? RENEWED : RENEWED_WITH_HOLDER,
                        OWNED_AND_NOT_RENEWED_SINCE,
                        OWNER_AND_UNTIL,
                        values)
                .returnValues(ReturnValue.ALL_NEW);
    }

    static UpdateItemRequest.Builder release(
            String owner, long token, SdkBytes nonce, Instant now, Duration retention) {
        Map<String, AttributeValue> values = owned(owner, token, nonce);
        values.put(":expires", number(expires(now, retention)));
        return update(RELEASED, OWNED, OWNER_AND_UNTIL, values);
    }

    /** Releases what an acquisition may have acquired without anybody knowing, nor with which token. */
    static UpdateItemRequest.Builder undo(String owner, SdkBytes nonce, Instant now, Duration retention) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":owner", AttributeValue.fromS(owner));
        values.put(":nonce", AttributeValue.fromB(nonce));
        values.put(":expires", number(expires(now, retention)));
        return update(RELEASED, "#owner = :owner", OWNER_AND_UNTIL, values);
    }

    private static Map<String, AttributeValue> owned(String owner, long token, SdkBytes nonce) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":owner", AttributeValue.fromS(owner));
        values.put(":token", number(token));
        values.put(":nonce", AttributeValue.fromB(nonce));
        return values;
    }

    private static UpdateItemRequest.Builder update(
            String expression, String condition, Map<String, String> names, Map<String, AttributeValue> values) {
        return UpdateItemRequest.builder()
                .updateExpression(expression)
                .conditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    /** Never before the retention is over: to the second above. */
    private static long expires(Instant last, Duration retention) {
        return last.plus(retention).plusSeconds(1).getEpochSecond();
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }
}
