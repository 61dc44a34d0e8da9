package io.dynastore.lease;

import static io.dynastore.internal.ItemFormat.OWNER;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
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
    private static final String DEAD = " OR writeId = :dead";

    /** Or a process has left it, and still finds what it wrote last. */
    private static final String LEFT = " OR writeId IN (%s)";

    /** An entry that is not a lease is not overwritten. */
    private static final String ACQUIRE = "attribute_not_exists(version) OR (attribute_exists(leaseMillis) AND (%s))";

    private static final String ACQUIRE_FREE = ACQUIRE.formatted(FREE);

    private static final String TENURE = "#owner = :owner, writeId = :nonce, leaseMillis = :leaseMillis,"
            + " #until = :until, expires = :expires, payload = :payload";
    private static final String ACQUIRED = "SET version = if_not_exists(version, :epochMillis) + :one, " + TENURE
            + ", previousHolder = if_not_exists(payload, :nobody)";

    private static final String HANDED_OVER = "SET version = version + :one, " + TENURE + ", previousHolder = ";

    private static final String OWNED = "#owner = :owner AND version = :token";

    /** A renewal that arrives after a later one would move the deadline back. */
    private static final String OWNED_AND_NOT_RENEWED_SINCE = OWNED + " AND writeId <= :nonce";

    private static final String RENEWED =
            "SET writeId = :nonce, leaseMillis = :leaseMillis, #until = :until, expires = :expires";
    private static final String RENEWED_WITH_HOLDER = RENEWED + ", payload = :payload";

    private static final String RELEASED = "SET writeId = :nonce, expires = :expires REMOVE #owner, #until";
    private static final String RELEASED_WITH_HOLDER =
            "SET writeId = :nonce, expires = :expires, payload = :payload REMOVE #owner, #until";

    private static final String UNDONE =
            "SET writeId = :nonce, expires = :expires, payload = previousHolder REMOVE #owner, #until";

    private static final Map<String, String> OWNER_AND_UNTIL = Map.of("#owner", OWNER, "#until", LeaseItem.UNTIL);
    private static final AttributeValue ONE = AttributeValue.fromN("1");

    /** The holder before the first one. */
    private static final AttributeValue NOBODY = AttributeValue.fromS("");

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
     * @param left the nonces that this process has left in leases that it does not use
     */
    static UpdateItemRequest.Builder acquire(
            NewTenure tenure,
            Validity validity,
            @Nullable Instant overdue,
            @Nullable SdkBytes dead,
            List<SdkBytes> left) {
        Map<String, AttributeValue> values = ownerAndNonce(tenure.owner(), tenure.nonce());
        values.put(":epochMillis", number(validity.now().toEpochMilli()));
        values.put(":one", ONE);
        values.put(":payload", AttributeValue.fromS(tenure.options().holder()));
        values.put(":nobody", NOBODY);
        values.put(":overdue", overdue == null ? BEFORE_ALL : number(overdue.toEpochMilli()));
        validity.addTo(values);
        return update(ACQUIRED, acquirable(dead, left, values), values).returnValues(ReturnValue.ALL_NEW);
    }

    private static String acquirable(@Nullable SdkBytes dead, List<SdkBytes> left, Map<String, AttributeValue> values) {
        if (dead == null && left.isEmpty()) {
            return ACQUIRE_FREE;
        }
        StringBuilder condition = new StringBuilder(FREE);
        if (dead != null) {
            condition.append(DEAD);
            values.put(":dead", AttributeValue.fromB(dead));
        }
        if (!left.isEmpty()) {
            StringJoiner names = new StringJoiner(", ");
            for (SdkBytes nonce : left) {
                String name = ":left" + names.length();
                names.add(name);
                values.put(name, AttributeValue.fromB(nonce));
            }
            condition.append(LEFT.formatted(names));
        }
        return ACQUIRE.formatted(condition);
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

    /**
     * Begins a tenure in the place of another one that has ended.
     *
     * @param holder the text of the holder before; null for the present one
     */
    static UpdateItemRequest.Builder handOver(
            LeaseHandle from, NewTenure to, Validity validity, @Nullable String holder) {
        Map<String, AttributeValue> values = ownerAndNonce(to.owner(), to.nonce());
        values.put(":before", AttributeValue.fromS(from.owner()));
        values.put(":token", number(from.token()));
        values.put(":one", ONE);
        values.put(":payload", AttributeValue.fromS(to.options().holder()));
        if (holder != null) {
            values.put(":holder", AttributeValue.fromS(holder));
        }
        validity.addTo(values);
        return update(
                        HANDED_OVER + (holder == null ? "payload" : ":holder"),
                        "#owner = :before AND version = :token",
                        values)
                .returnValues(ReturnValue.ALL_NEW);
    }

    /** Releases a lease, and replaces the holder unless it is null; the item is kept for the retention. */
    static UpdateItemRequest.Builder release(
            String owner, long token, SdkBytes nonce, Instant now, Duration retention, @Nullable String holder) {
        Map<String, AttributeValue> values = owned(owner, token, nonce);
        values.put(":expires", number(expires(now, retention)));
        if (holder != null) {
            values.put(":payload", AttributeValue.fromS(holder));
        }
        return update(holder == null ? RELEASED : RELEASED_WITH_HOLDER, OWNED, values);
    }

    /** Releases a lease that an acquisition with an unknown outcome may have acquired, with an unknown token. */
    static UpdateItemRequest.Builder undo(String owner, SdkBytes nonce, Instant now, Duration retention) {
        Map<String, AttributeValue> values = ownerAndNonce(owner, nonce);
        values.put(":expires", number(expires(now, retention)));
        return update(UNDONE, "#owner = :owner", values);
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
