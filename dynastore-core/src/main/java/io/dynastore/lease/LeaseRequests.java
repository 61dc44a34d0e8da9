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
 * Creates the requests of the protocol, which are conditional updates. If a condition fails, the reply contains the item.
 *
 * <p>The item of a lease is kept when the lease is released, so that the next token is higher than the last. If the item was
 * deleted nevertheless, tokens continue from the epoch milliseconds, which no lease reaches by counting.
 */
final class LeaseRequests {
    /** The lease has no owner, or its deadline has passed even if this clock is fast by the bound on clock skew. */
    private static final String FREE = "attribute_not_exists(#owner) OR #until < :overdue";

    /** Or its holder was observed to be dead, and has not renewed it since. */
    private static final String FREE_OR_DEAD = FREE + " OR writeId = :dead";

    /** An entry that is not a lease is not overwritten. */
    private static final String ACQUIRE = "attribute_not_exists(version) OR (attribute_exists(leaseMillis) AND (%s))";

    private static final String ACQUIRE_FREE = ACQUIRE.formatted(FREE);
    private static final String ACQUIRE_FREE_OR_DEAD = ACQUIRE.formatted(FREE_OR_DEAD);

    private static final String ACQUIRED = "SET version = if_not_exists(version, :epochMillis) + :one, #owner = :owner,"
            + " writeId = :nonce, leaseMillis = :leaseMillis, #until = :until, expires = :expires, payload = :payload";

    private static final String OWNED = "#owner = :owner AND version = :token";

    /** A renewal that arrives after a later one would move the deadline back. */
    private static final String OWNED_AND_NOT_RENEWED_SINCE = OWNED + " AND writeId <= :nonce";

    private static final String RENEWED =
            "SET writeId = :nonce, leaseMillis = :leaseMillis, #until = :until, expires = :expires";
    private static final String RENEWED_WITH_HOLDER = RENEWED + ", payload = :payload";

    private static final String RELEASED = "SET writeId = :nonce, expires = :expires REMOVE #owner, #until";

    private static final Map<String, String> OWNER_AND_UNTIL = Map.of("#owner", OWNER, "#until", LeaseItem.UNTIL);
    private static final AttributeValue ONE = AttributeValue.fromN("1");

    /** A time before all deadlines. */
    private static final AttributeValue BEFORE_ALL = AttributeValue.fromN("-1");

    private LeaseRequests() {}

    /**
     * The time for which a write is valid.
     *
     * @param now the time on the wall clock before the request is sent
     * @param duration the duration of the lease
     * @param retention for how long the item is kept after the deadline
     */
    record Validity(Instant now, Duration duration, Duration retention) {
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
     * @param overdue the latest deadline that has certainly passed; null if deadlines are not to be relied on
     * @param dead the nonce of a holder that was observed to be dead; null if there is none
     */
    static UpdateItemRequest.Builder acquire(
            String owner,
            SdkBytes nonce,
            Validity validity,
            String holder,
            @Nullable Instant overdue,
            @Nullable SdkBytes dead) {
        Map<String, AttributeValue> values = ownerAndNonce(owner, nonce);
        values.put(":epochMillis", number(validity.now().toEpochMilli()));
        values.put(":one", ONE);
        values.put(":payload", AttributeValue.fromS(holder));
        values.put(":overdue", overdue == null ? BEFORE_ALL : number(overdue.toEpochMilli()));
        if (dead != null) {
            values.put(":dead", AttributeValue.fromB(dead));
        }
        validity.addTo(values);
        return update(ACQUIRED, dead == null ? ACQUIRE_FREE : ACQUIRE_FREE_OR_DEAD, values)
                .returnValues(ReturnValue.ALL_NEW);
    }

    /** Renews a lease, and replaces the holder unless it is null. */
    static UpdateItemRequest.Builder renew(
            String owner, long token, SdkBytes nonce, Validity validity, @Nullable String holder) {
        Map<String, AttributeValue> values = owned(owner, token, nonce);
        if (holder != null) {
            values.put(":payload", AttributeValue.fromS(holder));
        }
        validity.addTo(values);
        return update(holder == null ? RENEWED : RENEWED_WITH_HOLDER, OWNED_AND_NOT_RENEWED_SINCE, values)
                .returnValues(ReturnValue.ALL_NEW);
    }

    /** Releases a lease; its item is kept for the retention. */
    static UpdateItemRequest.Builder release(
            String owner, long token, SdkBytes nonce, Instant now, Duration retention) {
        Map<String, AttributeValue> values = owned(owner, token, nonce);
        values.put(":expires", number(expires(now, retention)));
        return update(RELEASED, OWNED, values);
    }

    /** Releases a lease that an acquisition with an unknown outcome may have acquired, with an unknown token. */
    static UpdateItemRequest.Builder undo(String owner, SdkBytes nonce, Instant now, Duration retention) {
        Map<String, AttributeValue> values = ownerAndNonce(owner, nonce);
        values.put(":expires", number(expires(now, retention)));
        return update(RELEASED, "#owner = :owner", values);
    }

    private static Map<String, AttributeValue> owned(String owner, long token, SdkBytes nonce) {
        Map<String, AttributeValue> values = ownerAndNonce(owner, nonce);
        values.put(":token", number(token));
        return values;
    }

    private static Map<String, AttributeValue> ownerAndNonce(String owner, SdkBytes nonce) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":owner", AttributeValue.fromS(owner));
        values.put(":nonce", AttributeValue.fromB(nonce));
        return values;
    }

    private static UpdateItemRequest.Builder update(
            String expression, String condition, Map<String, AttributeValue> values) {
        return UpdateItemRequest.builder()
                .updateExpression(expression)
                .conditionExpression(condition)
                .expressionAttributeNames(OWNER_AND_UNTIL)
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    /** Returns the second in which an item expires, rounded up, so that it is kept for the whole retention. */
    private static long expires(Instant last, Duration retention) {
        return last.plus(retention).plusSeconds(1).getEpochSecond();
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }
}
