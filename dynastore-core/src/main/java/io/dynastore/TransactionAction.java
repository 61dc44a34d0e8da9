package io.dynastore;

import io.dynastore.TransactionFailedException.Reason;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One action of a transaction: the request of the single write, made part of a transaction. Like the single write, one over
 * an expired leftover is made anew once the leftover is known. Immutable.
 */
final class TransactionAction {
    /** Whether the action needs an entry, needs that there is none, or does not care. */
    private enum Kind {
        PUT,
        CREATE,
        AT_REVISION,
        DELETE
    }

    private final Kind kind;
    private final Layout layout;
    private final Address address;
    private final long nowSecond;
    private final TransactWriteItem item;
    private final @Nullable Function<Revision, TransactWriteItem> overLeftover;

    private TransactionAction(
            Kind kind,
            Layout layout,
            Address address,
            long nowSecond,
            TransactWriteItem item,
            @Nullable Function<Revision, TransactWriteItem> overLeftover) {
        this.kind = kind;
        this.layout = layout;
        this.address = address;
        this.nowSecond = nowSecond;
        this.item = item;
        this.overLeftover = overLeftover;
    }

    static TransactionAction put(Write write) {
        return writing(Kind.PUT, write, update(WriteRequests.put(write).build()));
    }

    static TransactionAction create(Write write) {
        return writing(Kind.CREATE, write, put(WriteRequests.create(write).build()));
    }

    private static TransactionAction writing(Kind kind, Write write, TransactWriteItem item) {
        return new TransactionAction(
                kind,
                write.layout(),
                write.address(),
                write.nowSecond(),
                item,
                leftover -> put(WriteRequests.replace(write, leftover).build()));
    }

    static TransactionAction update(Write write, Revision expected) {
        TransactWriteItem item = update(WriteRequests.update(write, expected).build());
        return new TransactionAction(Kind.AT_REVISION, write.layout(), write.address(), write.nowSecond(), item, null);
    }

    static TransactionAction delete(Layout layout, Address address) {
        TransactWriteItem item = TransactWriteItem.builder()
                .delete(delete -> delete.tableName(layout.table()).key(itemKey(layout, address)))
                .build();
        return new TransactionAction(Kind.DELETE, layout, address, 0, item, null);
    }

    static TransactionAction delete(Layout layout, Address address, Revision expected, long nowSecond) {
        DeleteItemRequest request = atRevision(layout, address, expected, nowSecond);
        TransactWriteItem item = TransactWriteItem.builder()
                .delete(delete -> delete.tableName(request.tableName())
                        .key(request.key())
                        .conditionExpression(request.conditionExpression())
                        .expressionAttributeValues(request.expressionAttributeValues())
                        .returnValuesOnConditionCheckFailure(request.returnValuesOnConditionCheckFailureAsString()))
                .build();
        return new TransactionAction(Kind.AT_REVISION, layout, address, nowSecond, item, null);
    }

    static TransactionAction check(Layout layout, Address address, Revision expected, long nowSecond) {
        DeleteItemRequest request = atRevision(layout, address, expected, nowSecond);
        TransactWriteItem item = TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(request.tableName())
                        .key(request.key())
                        .conditionExpression(request.conditionExpression())
                        .expressionAttributeValues(request.expressionAttributeValues())
                        .returnValuesOnConditionCheckFailure(request.returnValuesOnConditionCheckFailureAsString()))
                .build();
        return new TransactionAction(Kind.AT_REVISION, layout, address, nowSecond, item, null);
    }

    Address address() {
        return address;
    }

    TransactWriteItem item() {
        return item;
    }

    /** How much of DynamoDB's limit the action takes at least. */
    long bytes() {
        if (item.put() != null) {
            return ItemSize.of(item.put().item());
        }
        return item.update() == null ? 0 : ItemSize.of(item.update().expressionAttributeValues());
    }

    StoredItem stored(Map<String, AttributeValue> refusal) {
        return new StoredItem(layout, refusal);
    }

    /** This action over the leftover that refused it; null if it was not refused by one, or is not made for it. */
    @Nullable
    TransactionAction over(@Nullable StoredItem refusal) {
        if (overLeftover == null || refusal == null || refusal.isLive(nowSecond)) {
            return null;
        }
        TransactWriteItem replacing = overLeftover.apply(refusal.revision());
        return new TransactionAction(kind, layout, address, nowSecond, replacing, overLeftover);
    }

    /** Why a refused condition failed the transaction. */
    Reason reason(@Nullable StoredItem refusal) {
        if (kind == Kind.CREATE) {
            return Reason.EXISTS;
        }
        boolean gone = refusal == null || !refusal.isLive(nowSecond);
        return gone && kind == Kind.AT_REVISION ? Reason.NOT_FOUND : Reason.MODIFIED;
    }

    private static DeleteItemRequest atRevision(Layout layout, Address address, Revision expected, long nowSecond) {
        return WriteRequests.delete(layout, partition(address), key(address), expected, nowSecond)
                .build();
    }

    private static Map<String, AttributeValue> itemKey(Layout layout, Address address) {
        return layout.itemKey(partition(address), key(address));
    }

    private static String partition(Address address) {
        return Objects.requireNonNull(address.partition());
    }

    private static String key(Address address) {
        return Objects.requireNonNull(address.key());
    }

    private static TransactWriteItem put(PutItemRequest request) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(request.tableName())
                        .item(request.item())
                        .conditionExpression(request.conditionExpression())
                        .expressionAttributeNames(
                                request.hasExpressionAttributeNames() ? request.expressionAttributeNames() : null)
                        .expressionAttributeValues(
                                request.hasExpressionAttributeValues() ? request.expressionAttributeValues() : null)
                        .returnValuesOnConditionCheckFailure(request.returnValuesOnConditionCheckFailureAsString()))
                .build();
    }

    private static TransactWriteItem update(UpdateItemRequest request) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(request.tableName())
                        .key(request.key())
                        .updateExpression(request.updateExpression())
                        .conditionExpression(request.conditionExpression())
                        .expressionAttributeNames(
                                request.hasExpressionAttributeNames() ? request.expressionAttributeNames() : null)
                        .expressionAttributeValues(request.expressionAttributeValues())
                        .returnValuesOnConditionCheckFailure(request.returnValuesOnConditionCheckFailureAsString()))
                .build();
    }
}
