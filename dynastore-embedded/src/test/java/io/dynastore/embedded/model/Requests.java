package io.dynastore.embedded.model;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Converts writes to requests of the SDK. */
final class Requests {
    private Requests() {}

    static PutItemRequest put(Write write, Random random) {
        Text text = new Text(random);
        return PutItemRequest.builder()
                .tableName(write.shape().table())
                .item(write.attributes())
                .conditionExpression(condition(write, text))
                .expressionAttributeNames(text.names())
                .expressionAttributeValues(text.values())
                .returnValues(write.returns())
                .returnValuesOnConditionCheckFailure(onFailure(write))
                .build();
    }

    static UpdateItemRequest update(Write write, Random random) {
        Text text = new Text(random);
        return UpdateItemRequest.builder()
                .tableName(write.shape().table())
                .key(write.attributes())
                .updateExpression(update(write, text))
                .conditionExpression(condition(write, text))
                .expressionAttributeNames(text.names())
                .expressionAttributeValues(text.values())
                .returnValues(write.returns())
                .returnValuesOnConditionCheckFailure(onFailure(write))
                .build();
    }

    static DeleteItemRequest delete(Write write, Random random) {
        Text text = new Text(random);
        return DeleteItemRequest.builder()
                .tableName(write.shape().table())
                .key(write.attributes())
                .conditionExpression(condition(write, text))
                .expressionAttributeNames(text.names())
                .expressionAttributeValues(text.values())
                .returnValues(write.returns())
                .returnValuesOnConditionCheckFailure(onFailure(write))
                .build();
    }

    /** Returns the write as an action of a transaction. */
    static TransactWriteItem action(Write write, Random random) {
        TransactWriteItem.Builder action = TransactWriteItem.builder();
        switch (write.kind()) {
            case PUT -> action.put(putAction(put(write, random)));
            case UPDATE -> action.update(updateAction(update(write, random)));
            case DELETE -> action.delete(deleteAction(delete(write, random)));
            case CHECK -> action.conditionCheck(check(delete(write, random)));
        }
        return action.build();
    }

    private static Put putAction(PutItemRequest put) {
        return Put.builder()
                .tableName(put.tableName())
                .item(put.item())
                .conditionExpression(put.conditionExpression())
                .expressionAttributeNames(put.hasExpressionAttributeNames() ? put.expressionAttributeNames() : null)
                .expressionAttributeValues(put.hasExpressionAttributeValues() ? put.expressionAttributeValues() : null)
                .returnValuesOnConditionCheckFailure(put.returnValuesOnConditionCheckFailure())
                .build();
    }

    private static software.amazon.awssdk.services.dynamodb.model.Update updateAction(UpdateItemRequest update) {
        return software.amazon.awssdk.services.dynamodb.model.Update.builder()
                .tableName(update.tableName())
                .key(update.key())
                .updateExpression(update.updateExpression())
                .conditionExpression(update.conditionExpression())
                .expressionAttributeNames(
                        update.hasExpressionAttributeNames() ? update.expressionAttributeNames() : null)
                .expressionAttributeValues(
                        update.hasExpressionAttributeValues() ? update.expressionAttributeValues() : null)
                .returnValuesOnConditionCheckFailure(update.returnValuesOnConditionCheckFailure())
                .build();
    }

    private static Delete deleteAction(DeleteItemRequest delete) {
        return Delete.builder()
                .tableName(delete.tableName())
                .key(delete.key())
                .conditionExpression(delete.conditionExpression())
                .expressionAttributeNames(
                        delete.hasExpressionAttributeNames() ? delete.expressionAttributeNames() : null)
                .expressionAttributeValues(
                        delete.hasExpressionAttributeValues() ? delete.expressionAttributeValues() : null)
                .returnValuesOnConditionCheckFailure(delete.returnValuesOnConditionCheckFailure())
                .build();
    }

    private static ConditionCheck check(DeleteItemRequest check) {
        return ConditionCheck.builder()
                .tableName(check.tableName())
                .key(check.key())
                .conditionExpression(check.conditionExpression())
                .expressionAttributeNames(check.hasExpressionAttributeNames() ? check.expressionAttributeNames() : null)
                .expressionAttributeValues(
                        check.hasExpressionAttributeValues() ? check.expressionAttributeValues() : null)
                .returnValuesOnConditionCheckFailure(check.returnValuesOnConditionCheckFailure())
                .build();
    }

    private static @Nullable String update(Write write, Text text) {
        return write.update() == null ? null : text.update(write.update());
    }

    private static @Nullable String condition(Write write, Text text) {
        return write.condition() == null ? null : text.condition(write.condition());
    }

    private static @Nullable ReturnValuesOnConditionCheckFailure onFailure(Write write) {
        return write.itemOfFailure() ? ReturnValuesOnConditionCheckFailure.ALL_OLD : null;
    }
}
