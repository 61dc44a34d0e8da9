package io.dynastore;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A delete or check of one item, or the condition of a write, as a request by itself or as a part of a transaction. The SDK's
 * builders copy what they are given, so only the form that is needed is made. A failed condition returns the item.
 *
 * @param target the entry
 * @param condition the condition
 * @param names the placeholders of names; null if there are none
 * @param values the placeholders of values; null if there are none
 */
record ItemRequest(
        Target target,
        String condition,
        @Nullable Map<String, String> names,
        @Nullable Map<String, AttributeValue> values) {
    private static final ReturnValuesOnConditionCheckFailure FOUND = ReturnValuesOnConditionCheckFailure.ALL_OLD;

    /** An item that is written as a whole. */
    record Putting(Map<String, AttributeValue> item, ItemRequest on) {
        PutItemRequest.Builder alone() {
            return PutItemRequest.builder()
                    .tableName(on.table())
                    .item(item)
                    .conditionExpression(on.condition)
                    .expressionAttributeNames(on.names)
                    .expressionAttributeValues(on.values)
                    .returnValuesOnConditionCheckFailure(FOUND);
        }

        Put part() {
            return Put.builder()
                    .tableName(on.table())
                    .item(item)
                    .conditionExpression(on.condition)
                    .expressionAttributeNames(on.names)
                    .expressionAttributeValues(on.values)
                    .returnValuesOnConditionCheckFailure(FOUND)
                    .build();
        }
    }

    /** An update. */
    record Updating(String expression, ItemRequest on) {
        UpdateItemRequest.Builder alone() {
            return UpdateItemRequest.builder()
                    .tableName(on.table())
                    .key(on.key())
                    .updateExpression(expression)
                    .conditionExpression(on.condition)
                    .expressionAttributeNames(on.names)
                    .expressionAttributeValues(on.values)
                    .returnValues(ReturnValue.ALL_NEW)
                    .returnValuesOnConditionCheckFailure(FOUND);
        }

        Update part() {
            return Update.builder()
                    .tableName(on.table())
                    .key(on.key())
                    .updateExpression(expression)
                    .conditionExpression(on.condition)
                    .expressionAttributeNames(on.names)
                    .expressionAttributeValues(on.values)
                    .returnValuesOnConditionCheckFailure(FOUND)
                    .build();
        }
    }

    private String table() {
        return target.layout().table();
    }

    private Map<String, AttributeValue> key() {
        return target.itemKey();
    }

    DeleteItemRequest.Builder delete() {
        return DeleteItemRequest.builder()
                .tableName(table())
                .key(key())
                .conditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(FOUND);
    }

    Delete deletePart() {
        return Delete.builder()
                .tableName(table())
                .key(key())
                .conditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(FOUND)
                .build();
    }

    ConditionCheck check() {
        return ConditionCheck.builder()
                .tableName(table())
                .key(key())
                .conditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(FOUND)
                .build();
    }
}
