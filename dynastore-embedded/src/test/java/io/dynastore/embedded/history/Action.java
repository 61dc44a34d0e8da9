package io.dynastore.embedded.history;

import io.dynastore.embedded.history.Call.Effect;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** One action of a transaction, with a condition if it expects something. */
record Action(String item, boolean expects, @Nullable String expected, Kind kind, String value) {
    static final ReturnValuesOnConditionCheckFailure WITH_ITEM = ReturnValuesOnConditionCheckFailure.ALL_OLD;

    /** A kind of action. */
    enum Kind {
        WRITE,
        DELETE,
        CHECK
    }

    static String table(String item) {
        return item.substring(0, item.indexOf('/'));
    }

    static Map<String, AttributeValue> key(String item) {
        return Map.of(
                "pk", AttributeValue.fromS("p"), "sk", AttributeValue.fromS(item.substring(item.indexOf('/') + 1)));
    }

    /** A condition that the item has a value, or is not there. */
    static String is(@Nullable String value) {
        return value == null ? "attribute_not_exists(pk)" : "val = :old";
    }

    static @Nullable Map<String, AttributeValue> values(@Nullable String old, @Nullable String value) {
        Map<String, AttributeValue> values = new HashMap<>();
        if (old != null) {
            values.put(":old", AttributeValue.fromS(old));
        }
        if (value != null) {
            values.put(":new", AttributeValue.fromS(value));
        }
        return values.isEmpty() ? null : values;
    }

    TransactWriteItem request() {
        String condition = expects ? is(expected) : null;
        String old = expects ? expected : null;
        return switch (kind) {
            case WRITE ->
                TransactWriteItem.builder()
                        .update(update -> update.tableName(table(item))
                                .key(key(item))
                                .updateExpression("SET val = :new")
                                .conditionExpression(condition)
                                .expressionAttributeValues(values(old, value))
                                .returnValuesOnConditionCheckFailure(WITH_ITEM))
                        .build();
            case DELETE ->
                TransactWriteItem.builder()
                        .delete(delete -> delete.tableName(table(item))
                                .key(key(item))
                                .conditionExpression(condition)
                                .expressionAttributeValues(values(old, null))
                                .returnValuesOnConditionCheckFailure(WITH_ITEM))
                        .build();
            case CHECK ->
                TransactWriteItem.builder()
                        .conditionCheck(check -> check.tableName(table(item))
                                .key(key(item))
                                .conditionExpression(condition)
                                .expressionAttributeValues(values(old, null))
                                .returnValuesOnConditionCheckFailure(WITH_ITEM))
                        .build();
        };
    }

    Effect done() {
        Effect before = expects ? Effect.found(item, expected) : state -> state;
        return switch (kind) {
            case WRITE -> before.and(Effect.left(item, value));
            case DELETE -> before.and(Effect.left(item, null));
            case CHECK -> before;
        };
    }
}
