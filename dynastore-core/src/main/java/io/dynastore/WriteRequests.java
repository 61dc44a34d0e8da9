package io.dynastore;

import static io.dynastore.internal.ItemFormat.EXPIRES;
import static io.dynastore.internal.ItemFormat.FENCE;
import static io.dynastore.internal.ItemFormat.OWNER;
import static io.dynastore.internal.ItemFormat.PAYLOAD;
import static io.dynastore.internal.ItemFormat.VERSION;
import static io.dynastore.internal.ItemFormat.WRITE_ID;

import io.dynastore.ItemRequest.Putting;
import io.dynastore.ItemRequest.Updating;
import io.dynastore.internal.Texts;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Builds the requests that write and delete entries. Pure. A failed condition returns the item, so that no further read is
 * needed to explain the refusal.
 */
final class WriteRequests {
    /** Fails if a newer holder has written the item. */
    static final String NOT_STALE = "attribute_not_exists(fence) OR fence <= :token";

    /** Fails for a leftover, an item that has expired and that DynamoDB has not deleted yet, and for its own write. */
    private static final Condition NO_LEFTOVER_NOR_REPEAT =
            Condition.of(Expiry.LIVE + " AND (attribute_not_exists(writeId) OR writeId <> :writeId)");

    /** Fails if there is an item, live or leftover, so it need not check a fence. */
    private static final String NO_ITEM = "attribute_not_exists(#partition)";

    private static final Condition ITEM = Condition.of("attribute_exists(#partition)");

    private static final Condition AT_REVISION = Condition.of("version = :version AND writeId = :expected");

    /** An item of the Go library has no write id; if dynastore had written it since, it would have one. */
    private static final Condition AT_REVISION_WITHOUT_ID =
            Condition.of("version = :version AND attribute_not_exists(writeId)");

    private static final Condition LIVE_AT_REVISION = AT_REVISION.and(Expiry.LIVE);
    private static final Condition LIVE_AT_REVISION_WITHOUT_ID = AT_REVISION_WITHOUT_ID.and(Expiry.LIVE);

    /** The token of a lease is its version. */
    private static final String HELD = "#owner = :owner AND version = :token";

    private static final Map<String, String> OWNER_NAME = Map.of("#owner", OWNER);

    private static final String SET_NEXT_VERSION =
            "SET version = if_not_exists(version, :zero) + :one, payload = :payload, writeId = :writeId";
    private static final String SET_VERSION = "SET version = :next, payload = :payload, writeId = :writeId";
    private static final String SET_EXPIRES = ", expires = :expires";
    private static final String SET_FENCE = ", fence = :token";
    private static final String REMOVE_EXPIRES = " REMOVE expires";

    /** DynamoDB's limit on the length of an expression. */
    private static final int MAX_EXPRESSION_BYTES = 4096;

    /** DynamoDB's limit on the names and values that an expression refers to. */
    private static final int MAX_SUBSTITUTED_BYTES = 2 * 1024 * 1024;

    private static final AttributeValue ZERO = AttributeValue.fromN("0");
    private static final AttributeValue ONE = AttributeValue.fromN("1");

    private WriteRequests() {}

    /** A condition, and the condition for a fenced write. */
    private record Condition(String unfenced, String fenced) {
        static Condition of(String condition) {
            return new Condition(condition, condition + " AND (" + NOT_STALE + ")");
        }

        Condition and(String condition) {
            return of(unfenced + " AND " + condition);
        }

        String on(Target target, Map<String, AttributeValue> values) {
            if (!target.isFenced()) {
                return unfenced;
            }
            values.put(":token", number(target.token()));
            return fenced;
        }
    }

    /** Writes an entry, whether or not it exists. Only a leftover, of which nothing may survive, refuses the write. */
    static Updating put(Write write) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":zero", ZERO);
        values.put(":one", ONE);
        values.put(":now", number(write.target().nowSecond()));
        return updating(write, SET_NEXT_VERSION, NO_LEFTOVER_NOR_REPEAT, values);
    }

    /** Writes over a live entry at a revision. */
    static Updating update(Write write, Revision expected) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":next", number(expected.version() + 1));
        values.put(":now", number(write.target().nowSecond()));
        Condition condition = atRevision(expected, values, LIVE_AT_REVISION, LIVE_AT_REVISION_WITHOUT_ID);
        return updating(write, SET_VERSION, condition, values);
    }

    /** Writes the {@linkplain #item item} of a write where there is no item at all. */
    static Putting create(Write write, Map<String, AttributeValue> item) {
        Target target = write.target();
        return new Putting(
                item, new ItemRequest(target, NO_ITEM, target.layout().partitionName(), null));
    }

    /** Replaces a leftover completely, at the next version. Only the fence of the leftover survives. */
    static Putting replace(Write write, StoredItem leftover) {
        Revision revision = leftover.revision();
        Map<String, AttributeValue> values = new HashMap<>();
        Condition condition = atRevision(revision, values, AT_REVISION, AT_REVISION_WITHOUT_ID);
        Map<String, AttributeValue> item = item(write, revision.version() + 1);
        AttributeValue fence = leftover.fenceAttribute();
        if (fence != null) {
            item.putIfAbsent(FENCE, fence);
        }
        return new Putting(item, request(write.target(), condition, null, values));
    }

    /** Deletes an entry at any revision. Refused only if it does not exist, or if a newer holder has written it. */
    static DeleteItemRequest.Builder delete(Target target) {
        Map<String, AttributeValue> values = new HashMap<>();
        return DeleteItemRequest.builder()
                .tableName(target.layout().table())
                .key(target.itemKey())
                .conditionExpression(ITEM.on(target, values))
                .expressionAttributeNames(target.layout().partitionName())
                .expressionAttributeValues(values.isEmpty() ? null : values)
                .returnValues(ReturnValue.ALL_OLD)
                .returnValuesOnConditionCheckFailure(
                        target.isFenced() ? ReturnValuesOnConditionCheckFailure.ALL_OLD : null);
    }

    /** Deletes a live entry at a revision. */
    static ItemRequest delete(Target target, Revision expected) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":now", number(target.nowSecond()));
        Condition condition = atRevision(expected, values, LIVE_AT_REVISION, LIVE_AT_REVISION_WITHOUT_ID);
        return request(target, condition, null, values);
    }

    /** Checks that a lease is held by an acquisition. */
    static ItemRequest held(Target lease, String owner) {
        return new ItemRequest(
                lease,
                HELD,
                OWNER_NAME,
                Map.of(":owner", AttributeValue.fromS(owner), ":token", number(lease.token())));
    }

    private static ItemRequest request(
            Target target,
            Condition condition,
            @Nullable Map<String, String> names,
            Map<String, AttributeValue> values) {
        return new ItemRequest(target, condition.on(target, values), names, values);
    }

    /** Returns the item that {@link #create} and {@link #replace} write, without the fence of a leftover. */
    static Map<String, AttributeValue> item(Write write, long version) {
        Map<String, AttributeValue> item = write.target().newItem();
        write.fields().forEach((name, value) -> {
            if (value != null) {
                item.put(name, value);
            }
        });
        item.put(VERSION, number(version));
        item.put(PAYLOAD, write.payload());
        item.put(WRITE_ID, write.writeId().toAttribute());
        if (write.expiry().kind() == ExpiryChange.Kind.SET) {
            item.put(EXPIRES, number(write.expiry().second()));
        }
        if (write.target().isFenced()) {
            item.put(FENCE, number(write.target().token()));
        }
        return item;
    }

    /** Returns the size of the {@linkplain #item item}, as {@link AttributeLimits} counts it, without making it. */
    static long itemBytes(Write write) {
        Target target = write.target();
        Layout layout = target.layout();
        long bytes = named(layout.partitionAttribute(), Texts.utf8Length(target.partition()))
                + named(layout.keyAttribute(), Texts.utf8Length(target.key()))
                + named(VERSION, 1)
                + named(PAYLOAD, AttributeLimits.check(write.payload(), IllegalArgumentException::new))
                + named(WRITE_ID, write.writeId().size())
                + (write.expiry().kind() == ExpiryChange.Kind.SET ? named(EXPIRES, 1) : 0)
                + (target.isFenced() ? named(FENCE, 1) : 0);
        for (Map.Entry<String, @Nullable AttributeValue> field : write.fields().entrySet()) {
            AttributeValue value = field.getValue();
            if (value != null) {
                bytes += named(field.getKey(), AttributeLimits.check(value, IllegalArgumentException::new));
            }
        }
        return bytes;
    }

    private static long named(String name, long valueBytes) {
        return Texts.utf8Length(name) + valueBytes;
    }

    private static Updating updating(Write write, String set, Condition condition, Map<String, AttributeValue> values) {
        values.put(":payload", write.payload());
        values.put(":writeId", write.writeId().toAttribute());
        if (write.expiry().kind() == ExpiryChange.Kind.SET) {
            values.put(":expires", number(write.expiry().second()));
        }
        Map<String, String> names = new HashMap<>();
        String expression = expression(write, set, names, values);
        return new Updating(expression, request(write.target(), condition, names.isEmpty() ? null : names, values));
    }

    private static String expression(
            Write write, String set, Map<String, String> names, Map<String, AttributeValue> values) {
        String expires = write.expiry().kind() == ExpiryChange.Kind.SET ? SET_EXPIRES : "";
        String fence = write.target().isFenced() ? SET_FENCE : "";
        String remove = write.expiry().kind() == ExpiryChange.Kind.REMOVE ? REMOVE_EXPIRES : "";
        if (write.fields().isEmpty()) {
            // Usually there is nothing to add, and concat copies nothing then.
            return set.concat(expires).concat(fence).concat(remove);
        }
        StringBuilder setting = new StringBuilder(set).append(expires).append(fence);
        StringBuilder removing = new StringBuilder(remove);
        int number = 0;
        long removed = 0;
        for (Map.Entry<String, @Nullable AttributeValue> field : write.fields().entrySet()) {
            String name = "#f" + number;
            names.put(name, field.getKey());
            if (field.getValue() == null) {
                removing.append(removing.isEmpty() ? " REMOVE " : ", ").append(name);
                removed += Texts.utf8Length(field.getKey());
            } else {
                String value = ":f" + number;
                values.put(value, field.getValue());
                setting.append(", ").append(name).append(" = ").append(value);
            }
            number++;
        }
        setting.append(removing);
        checkExpression(write, setting.length(), removed);
        return setting.toString();
    }

    /** Names of fields that are set count towards the size of the entry, which is below the second limit. */
    private static void checkExpression(Write write, int bytes, long removedNames) {
        boolean tooLong = bytes > MAX_EXPRESSION_BYTES;
        if (tooLong || removedNames > MAX_SUBSTITUTED_BYTES) {
            throw new IllegalArgumentException(
                    "The write sets or removes too many fields: " + write.address() + ". Its "
                            + write.fields().size() + " fields take "
                            + (tooLong
                                    ? bytes + " bytes of an update expression, which may have " + MAX_EXPRESSION_BYTES
                                    : removedNames + " bytes for the names of removed ones, which may have "
                                            + MAX_SUBSTITUTED_BYTES)
                            + ". Use fewer, or store them in the value.");
        }
    }

    private static Condition atRevision(
            Revision expected, Map<String, AttributeValue> values, Condition withId, Condition withoutId) {
        values.put(":version", number(expected.version()));
        if (expected.writeId() == null) {
            return withoutId;
        }
        values.put(":expected", WriteId.toAttribute(expected.writeId()));
        return withId;
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }
}
