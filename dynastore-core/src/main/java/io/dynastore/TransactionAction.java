package io.dynastore;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import java.util.Map;
import java.util.Objects;
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
    /** What the action needs: nothing, no entry, or an entry at a revision. */
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
    private final @Nullable Write write;
    private final TransactWriteItem item;

    /** This action before it was made anew over a leftover; null if it was not. */
    private final @Nullable TransactionAction original;

    private TransactionAction(
            Kind kind,
            Layout layout,
            Address address,
            long nowSecond,
            @Nullable Write write,
            TransactWriteItem item,
            @Nullable TransactionAction original) {
        this.kind = kind;
        this.layout = layout;
        this.address = address;
        this.nowSecond = nowSecond;
        this.write = write;
        this.item = item;
        this.original = original;
    }

    static TransactionAction put(Write write) {
        return writing(Kind.PUT, write, update(WriteRequests.put(write).build()));
    }

    static TransactionAction create(Write write) {
        return writing(Kind.CREATE, write, put(WriteRequests.create(write).build()));
    }

    static TransactionAction update(Write write, Revision expected) {
        return writing(
                Kind.AT_REVISION,
                write,
                update(WriteRequests.update(write, expected).build()));
    }

    private static TransactionAction writing(Kind kind, Write write, TransactWriteItem item) {
        return new TransactionAction(kind, write.layout(), write.address(), write.nowSecond(), write, item, null);
    }

    static TransactionAction delete(Layout layout, Address address) {
        TransactWriteItem item = TransactWriteItem.builder()
                .delete(delete -> delete.tableName(layout.table()).key(itemKey(layout, address)))
                .build();
        return new TransactionAction(Kind.DELETE, layout, address, 0, null, item, null);
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
        return new TransactionAction(Kind.AT_REVISION, layout, address, nowSecond, null, item, null);
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
        return new TransactionAction(Kind.AT_REVISION, layout, address, nowSecond, null, item, null);
    }

    Address address() {
        return address;
    }

    TransactWriteItem item() {
        return item;
    }

    /** How large the written item is at least; what an update keeps comes on top. */
    long bytes() {
        return write == null ? 0 : ItemSize.of(WriteRequests.item(write, 1));
    }

    StoredItem stored(Map<String, AttributeValue> refusal) {
        return new StoredItem(layout, refusal);
    }

    /** Whether the item that refused this action was written by it, at an earlier try. */
    boolean hasWritten(@Nullable StoredItem refusal) {
        return write != null
                && refusal != null
                && write.writeId().equals(refusal.revision().writeId());
    }

    /**
     * The action to try after a refusal that is not for good: over the leftover in its way, or as it was at first, where the
     * leftover that it was made for is no longer there. Null if it was refused for good.
     */
    @Nullable
    TransactionAction after(@Nullable StoredItem refusal) {
        if (write == null || kind == Kind.AT_REVISION) {
            return null;
        }
        if (refusal != null && !refusal.isLive(nowSecond)) {
            TransactWriteItem replacing =
                    put(WriteRequests.replace(write, refusal.revision()).build());
            return new TransactionAction(
                    kind, layout, address, nowSecond, write, replacing, original == null ? this : original);
        }
        return kind == Kind.PUT || refusal == null ? original : null;
    }

    /** What to say of a refusal for good. */
    Failure failure(int position, @Nullable StoredItem refusal) {
        StoredItem current = refusal != null && refusal.isLive(nowSecond) ? refusal : null;
        Reason reason = kind == Kind.CREATE ? Reason.EXISTS : current == null ? Reason.NOT_FOUND : Reason.MODIFIED;
        return new Failure(position, address, reason, null, current);
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
