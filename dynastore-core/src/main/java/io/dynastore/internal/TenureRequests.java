package io.dynastore.internal;

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
 * Creates the requests about items that a process owns for a time: conditional updates. If a condition fails, the reply contains
 * the item.
 *
 * <p>The item is kept when its owner gives it up, so that the next token is higher than the last. If the item was deleted
 * nevertheless, tokens continue from the epoch milliseconds, which no counting reaches. Pure.
 */
public final class TenureRequests {
    /** The attribute with the duration of the tenure in milliseconds (N). */
    public static final String LEASE_MILLIS = "leaseMillis";

    /** The attribute with the owner's deadline in epoch milliseconds (N); absent while nobody owns the item. */
    public static final String UNTIL = "until";

    /** The assignments that begin a tenure with the token after the last one, without {@code SET}. */
    public static final String BEGUN = "version = if_not_exists(version, :epochMillis) + :one, ";

    /** The assignments of the owner and its times. */
    public static final String OWNED_FOR_A_TIME =
            "#owner = :owner, writeId = :nonce, leaseMillis = :leaseMillis," + " #until = :until, expires = :expires";

    /** The condition that a tenure still owns the item. */
    public static final String OWNED = "#owner = :owner AND version = :token";

    /** The condition that a tenure with an unknown token owns the item. */
    public static final String OWNED_BY = "#owner = :owner";

    /** The expression that ends a tenure. */
    public static final String RELEASED = "SET writeId = :nonce, expires = :expires REMOVE #owner, #until";

    /** The assignments of a renewal. */
    public static final String RENEWED =
            "SET writeId = :nonce, leaseMillis = :leaseMillis, #until = :until, expires = :expires";

    /** A renewal that arrives after a later one would move the deadline back. */
    public static final String OWNED_AND_NOT_RENEWED_SINCE = OWNED + " AND writeId <= :nonce";

    /** The item has no owner, or its deadline has passed even if this clock is fast by the bound on clock skew. */
    private static final String FREE = "attribute_not_exists(#owner) OR #until < :overdue";

    /** Or its owner was observed to be dead, and has not renewed it since. */
    private static final String DEAD = " OR writeId = :dead";

    /** Or a process has left it, and still finds what it wrote last. */
    private static final String LEFT = " OR writeId IN (%s)";

    private static final Map<String, String> NAMES = Map.of("#owner", OWNER, "#until", UNTIL);
    private static final AttributeValue ONE = AttributeValue.fromN("1");

    /** A time before all deadlines. */
    private static final AttributeValue BEFORE_ALL = AttributeValue.fromN("-1");

    private TenureRequests() {}

    /**
     * The time for which a write is valid.
     *
     * @param now the time on the wall clock before the request is sent
     * @param duration the duration of the tenure
     * @param retention for how long the item is kept after the deadline
     */
    public record Validity(Instant now, Duration duration, Duration retention) {
        /** {@return the deadline in epoch milliseconds} */
        public long until() {
            return now.plus(duration).toEpochMilli();
        }

        /**
         * Adds the values {@code :leaseMillis}, {@code :until} and {@code :expires}.
         *
         * @param values the values of a request
         */
        public void addTo(Map<String, AttributeValue> values) {
            values.put(":leaseMillis", number(duration.toMillis()));
            values.put(":until", number(until()));
            values.put(":expires", number(expires(now.plus(duration), retention)));
        }
    }

    /**
     * What a process knows about the owners of an item that are no longer alive.
     *
     * @param overdue the latest deadline that has certainly passed; null if deadlines are not to be relied on
     * @param dead the nonce of an owner that was observed to be dead; null if there is none
     * @param left the nonces that this process has left in items that it does not use
     */
    public record Departed(
            @Nullable Instant overdue, @Nullable SdkBytes dead, List<SdkBytes> left) {
        /**
         * Returns the condition that an item is free, or its owner departed, and adds its values.
         *
         * @param values the values of a request
         * @return the condition
         */
        public String condition(Map<String, AttributeValue> values) {
            values.put(":overdue", overdue == null ? BEFORE_ALL : number(overdue.toEpochMilli()));
            if (dead == null && left.isEmpty()) {
                return FREE;
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
            return condition.toString();
        }
    }

    /**
     * Returns the values of a request that begins a tenure.
     *
     * @param owner the id of the tenure
     * @param nonce what the request writes
     * @param validity for how long
     * @return the values, to which more can be added
     */
    public static Map<String, AttributeValue> beginning(String owner, SdkBytes nonce, Validity validity) {
        Map<String, AttributeValue> values = ownerAndNonce(owner, nonce);
        values.put(":epochMillis", number(validity.now().toEpochMilli()));
        values.put(":one", ONE);
        validity.addTo(values);
        return values;
    }

    /**
     * Returns the values of a request of the owner.
     *
     * @param owner the id of the tenure
     * @param token its token
     * @param nonce what the request writes
     * @return the values, to which more can be added
     */
    public static Map<String, AttributeValue> owned(String owner, long token, SdkBytes nonce) {
        Map<String, AttributeValue> values = ownerAndNonce(owner, nonce);
        values.put(":token", number(token));
        return values;
    }

    /**
     * Returns the values of a request of a tenure whose token may be unknown.
     *
     * @param owner the id of the tenure
     * @param nonce what the request writes
     * @return the values, to which more can be added
     */
    public static Map<String, AttributeValue> ownerAndNonce(String owner, SdkBytes nonce) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":owner", AttributeValue.fromS(owner));
        values.put(":nonce", AttributeValue.fromB(nonce));
        return values;
    }

    /**
     * Renews a tenure.
     *
     * @param owner its id
     * @param token its token
     * @param nonce what the request writes
     * @param validity for how long
     * @return the request
     */
    public static UpdateItemRequest.Builder renew(String owner, long token, SdkBytes nonce, Validity validity) {
        Map<String, AttributeValue> values = owned(owner, token, nonce);
        validity.addTo(values);
        return update(RENEWED, OWNED_AND_NOT_RENEWED_SINCE, values).returnValues(ReturnValue.ALL_NEW);
    }

    /**
     * Ends a tenure; the item is kept for the retention.
     *
     * @param owner its id
     * @param token its token
     * @param nonce what the request writes
     * @param expires the epoch second in which the item expires
     * @return the request
     */
    public static UpdateItemRequest.Builder release(String owner, long token, SdkBytes nonce, long expires) {
        Map<String, AttributeValue> values = owned(owner, token, nonce);
        values.put(":expires", number(expires));
        return update(RELEASED, OWNED, values);
    }

    /**
     * Ends a tenure that a request with an unknown outcome may have begun, with an unknown token.
     *
     * @param owner its id
     * @param nonce what the request writes
     * @param expires the epoch second in which the item expires
     * @return the request
     */
    public static UpdateItemRequest.Builder undo(String owner, SdkBytes nonce, long expires) {
        Map<String, AttributeValue> values = ownerAndNonce(owner, nonce);
        values.put(":expires", number(expires));
        return update(RELEASED, OWNED_BY, values);
    }

    /**
     * Creates a request with the names {@code #owner} and {@code #until}.
     *
     * @param expression the update expression
     * @param condition the condition
     * @param values the values of both
     * @return the request
     */
    public static UpdateItemRequest.Builder update(
            String expression, String condition, Map<String, AttributeValue> values) {
        return UpdateItemRequest.builder()
                .updateExpression(expression)
                .conditionExpression(condition)
                .expressionAttributeNames(NAMES)
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    /**
     * Returns the second in which an item expires, rounded up, so that it is kept for the whole retention.
     *
     * @param last the time at which the retention begins
     * @param retention for how long the item is kept
     * @return the epoch second
     */
    public static long expires(Instant last, Duration retention) {
        return last.plus(retention).plusSeconds(1).getEpochSecond();
    }

    /**
     * Returns a number.
     *
     * @param number the number
     * @return the attribute
     */
    public static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }
}
