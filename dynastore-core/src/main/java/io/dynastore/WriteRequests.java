package io.dynastore;

import static io.dynastore.internal.ItemFormat.EXPIRES;
import static io.dynastore.internal.ItemFormat.PAYLOAD;
import static io.dynastore.internal.ItemFormat.VERSION;
import static io.dynastore.internal.ItemFormat.WRITE_ID;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The requests that write and delete entries. Pure. Each condition comes back with the item that failed it, so that a
 * refusal is explained without another read.
 */
final class WriteRequests {
    /** Fails on a leftover, an item that has expired and that DynamoDB has not deleted yet; and on what it wrote itself. */
    private static final String NO_LEFTOVER_NOR_REPEAT =
            Expiry.LIVE + " AND (attribute_not_exists(writeId) OR writeId <> :writeId)";

    /** Fails if there is an item, live or leftover. */
    private static final String NO_ITEM = "attribute_not_exists(#partition)";

    private static final String ITEM = "attribute_exists(#partition)";

    private static final String AT_REVISION = "version = :version AND writeId = :expected";

    /** An item of the Go library has no write id; one that dynastore wrote since would have. */
    private static final String AT_REVISION_WITHOUT_ID = "version = :version AND attribute_not_exists(writeId)";

    private static final String LIVE_AT_REVISION = AT_REVISION + " AND " + Expiry.LIVE;
    private static final String LIVE_AT_REVISION_WITHOUT_ID = AT_REVISION_WITHOUT_ID + " AND " + Expiry.LIVE;

    private static final String SET_NEXT_VERSION =
            "SET version = if_not_exists(version, :zero) + :one, payload = :payload, writeId = :writeId";
    private static final String SET_VERSION = "SET version = :next, payload = :payload, writeId = :writeId";
    private static final String SET_EXPIRES = ", expires = :expires";
    private static final String REMOVE_EXPIRES = " REMOVE expires";

    private static final AttributeValue ZERO = AttributeValue.fromN("0");
    private static final AttributeValue ONE = AttributeValue.fromN("1");

    private WriteRequests() {}

    /** Writes whatever is there; refused only over a leftover, of which nothing may survive. */
    static UpdateItemRequest.Builder put(Write write) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":zero", ZERO);
        values.put(":one", ONE);
        values.put(":now", number(write.nowSecond()));
        return updateItem(write, SET_NEXT_VERSION, values).conditionExpression(NO_LEFTOVER_NOR_REPEAT);
    }

    /** Writes over a live entry at a revision. */
    static UpdateItemRequest.Builder update(Write write, Revision expected) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":next", number(expected.version() + 1));
        values.put(":now", number(write.nowSecond()));
        String condition = atRevision(expected, values, LIVE_AT_REVISION, LIVE_AT_REVISION_WITHOUT_ID);
        return updateItem(write, SET_VERSION, values).conditionExpression(condition);
    }

    /** Writes where there is no item at all. */
    static PutItemRequest.Builder create(Write write) {
        return putItem(write, 1)
                .conditionExpression(NO_ITEM)
                .expressionAttributeNames(write.layout().partitionName());
    }

    /** Replaces a leftover as a whole, at the next version. */
    static PutItemRequest.Builder replace(Write write, Revision leftover) {
        Map<String, AttributeValue> values = new HashMap<>();
        return putItem(write, leftover.version() + 1)
                .conditionExpression(atRevision(leftover, values, AT_REVISION, AT_REVISION_WITHOUT_ID))
                .expressionAttributeValues(values);
    }

    /** Deletes whatever is there; refused only if nothing is. */
    static DeleteItemRequest.Builder delete(Layout layout, String partition, String key) {
        return DeleteItemRequest.builder()
                .tableName(layout.table())
                .key(layout.itemKey(partition, key))
                .conditionExpression(ITEM)
                .expressionAttributeNames(layout.partitionName())
                .returnValues(ReturnValue.ALL_OLD);
    }

    /** Deletes a live entry at a revision. */
    static DeleteItemRequest.Builder delete(
            Layout layout, String partition, String key, Revision expected, long nowSecond) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":now", number(nowSecond));
        return DeleteItemRequest.builder()
                .tableName(layout.table())
                .key(layout.itemKey(partition, key))
                .conditionExpression(atRevision(expected, values, LIVE_AT_REVISION, LIVE_AT_REVISION_WITHOUT_ID))
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    /** The item that {@link #create} and {@link #replace} write. */
    static Map<String, AttributeValue> item(Write write, long version) {
        Map<String, AttributeValue> item = new HashMap<>(write.layout().itemKey(write.partition(), write.key()));
        write.fields().forEach((name, value) -> {
            if (value != null) {
                item.put(name, value);
            }
        });
        item.put(VERSION, number(version));
        item.put(PAYLOAD, write.payload());
        item.put(WRITE_ID, WriteId.toAttribute(write.writeId()));
        if (write.expiry().kind() == ExpiryChange.Kind.SET) {
            item.put(EXPIRES, number(write.expiry().second()));
        }
        return item;
    }

    private static PutItemRequest.Builder putItem(Write write, long version) {
        return PutItemRequest.builder()
                .tableName(write.layout().table())
                .item(item(write, version))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    private static UpdateItemRequest.Builder updateItem(Write write, String set, Map<String, AttributeValue> values) {
        values.put(":payload", write.payload());
        values.put(":writeId", WriteId.toAttribute(write.writeId()));
        if (write.expiry().kind() == ExpiryChange.Kind.SET) {
            values.put(":expires", number(write.expiry().second()));
        }
        Map<String, String> names = new HashMap<>();
        String expression = expression(write, set, names, values);
        return UpdateItemRequest.builder()
                .tableName(write.layout().table())
                .key(write.layout().itemKey(write.partition(), write.key()))
                .updateExpression(expression)
                .expressionAttributeNames(names.isEmpty() ? null : names)
                .expressionAttributeValues(values)
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    private static String expression(
            Write write, String set, Map<String, String> names, Map<String, AttributeValue> values) {
        String expires = write.expiry().kind() == ExpiryChange.Kind.SET ? SET_EXPIRES : "";
        String remove = write.expiry().kind() == ExpiryChange.Kind.REMOVE ? REMOVE_EXPIRES : "";
        if (write.fields().isEmpty()) {
            return set + expires + remove;
        }
        StringBuilder setting = new StringBuilder(set).append(expires);
        StringBuilder removing = new StringBuilder(remove);
        int number = 0;
        for (Map.Entry<String, @Nullable AttributeValue> field : write.fields().entrySet()) {
            String name = "#f" + number;
            names.put(name, field.getKey());
            if (field.getValue() == null) {
                removing.append(removing.isEmpty() ? " REMOVE " : ", ").append(name);
            } else {
                String value = ":f" + number;
                values.put(value, field.getValue());
                setting.append(", ").append(name).append(" = ").append(value);
            }
            number++;
        }
        return setting.append(removing).toString();
    }

    private static String atRevision(
            Revision expected, Map<String, AttributeValue> values, String withId, String withoutId) {
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
