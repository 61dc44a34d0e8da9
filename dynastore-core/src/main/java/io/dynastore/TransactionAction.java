package io.dynastore;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One action of a transaction: the request of the single write as a part of a transaction. Like the single write, an action
 * over an expired leftover is replaced once the leftover is known. Immutable.
 */
final class TransactionAction {
    /** The kind of action, which determines its condition. */
    private enum Kind {
        PUT,
        CREATE,
        AT_REVISION,
        DELETE,
        HELD
    }

    private final Kind kind;
    private final Target target;
    private final @Nullable Write write;
    private final TransactWriteItem item;

    /** The action that this one replaces because of a leftover; null if there is none. */
    private final @Nullable TransactionAction original;

    private TransactionAction(
            Kind kind,
            Target target,
            @Nullable Write write,
            TransactWriteItem item,
            @Nullable TransactionAction original) {
        this.kind = kind;
        this.target = target;
        this.write = write;
        this.item = item;
        this.original = original;
    }

    static TransactionAction put(Write write) {
        return writing(Kind.PUT, write, update(WriteRequests.put(write).build()));
    }

    static TransactionAction create(Write write) {
        return writing(
                Kind.CREATE,
                write,
                put(WriteRequests.create(write, WriteRequests.item(write, 1)).build()));
    }

    static TransactionAction update(Write write, Revision expected) {
        return writing(
                Kind.AT_REVISION,
                write,
                update(WriteRequests.update(write, expected).build()));
    }

    private static TransactionAction writing(Kind kind, Write write, TransactWriteItem item) {
        return new TransactionAction(kind, write.target(), write, item, null);
    }

    static TransactionAction delete(Target target) {
        Delete.Builder delete =
                Delete.builder().tableName(target.layout().table()).key(target.itemKey());
        if (target.isFenced()) {
            delete.conditionExpression(WriteRequests.NOT_STALE)
                    .expressionAttributeValues(Map.of(":token", AttributeValue.fromN(Long.toString(target.token()))))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        }
        TransactWriteItem item =
                TransactWriteItem.builder().delete(delete.build()).build();
        return new TransactionAction(Kind.DELETE, target, null, item, null);
    }

    static TransactionAction delete(Target target, Revision expected) {
        DeleteItemRequest request = WriteRequests.delete(target, expected).build();
        TransactWriteItem item = TransactWriteItem.builder()
                .delete(delete -> delete.tableName(request.tableName())
                        .key(request.key())
                        .conditionExpression(request.conditionExpression())
                        .expressionAttributeValues(request.expressionAttributeValues())
                        .returnValuesOnConditionCheckFailure(request.returnValuesOnConditionCheckFailureAsString()))
                .build();
        return new TransactionAction(Kind.AT_REVISION, target, null, item, null);
    }

    /** Returns the check that a lease is held by an acquisition; its token is that of the target. */
    static TransactionAction held(Target lease, String owner) {
        TransactWriteItem item = TransactWriteItem.builder()
                .conditionCheck(WriteRequests.held(lease, owner).build())
                .build();
        return new TransactionAction(Kind.HELD, lease, null, item, null);
    }

    static TransactionAction check(Target target, Revision expected) {
        DeleteItemRequest request = WriteRequests.delete(target, expected).build();
        TransactWriteItem item = TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(request.tableName())
                        .key(request.key())
                        .conditionExpression(request.conditionExpression())
                        .expressionAttributeValues(request.expressionAttributeValues())
                        .returnValuesOnConditionCheckFailure(request.returnValuesOnConditionCheckFailureAsString()))
                .build();
        return new TransactionAction(Kind.AT_REVISION, target, null, item, null);
    }

    Target target() {
        return target;
    }

    Address address() {
        return target.address();
    }

    TransactWriteItem item() {
        return item;
    }

    /** Returns the minimum size of the written item; the fields that an update keeps are added to it. */
    long bytes() {
        return write == null ? 0 : ItemSize.of(WriteRequests.item(write, 1));
    }

    StoredItem stored(Map<String, AttributeValue> refusal) {
        return new StoredItem(target.layout(), refusal);
    }

    /** Returns whether the item that refused this action was written by an earlier attempt of it. */
    boolean hasWritten(@Nullable StoredItem refusal) {
        return write != null
                && refusal != null
                && write.writeId().equals(refusal.revision().writeId());
    }

    /**
     * Returns the action for the next attempt: one that replaces the leftover that refused this action, or the original action
     * if the leftover no longer exists. Null if the refusal is final.
     */
    @Nullable
    TransactionAction after(@Nullable StoredItem refusal) {
        if (write == null || kind == Kind.AT_REVISION || isStale(refusal)) {
            return null;
        }
        if (refusal != null && !refusal.isLive(target.nowSecond())) {
            TransactWriteItem replacing =
                    put(WriteRequests.replace(write, refusal).build());
            return new TransactionAction(kind, target, write, replacing, original == null ? this : original);
        }
        return kind == Kind.PUT || refusal == null ? original : null;
    }

    /** Returns the failure for a final refusal. */
    Failure failure(int position, @Nullable StoredItem refusal) {
        StoredItem current = refusal != null && refusal.isLive(target.nowSecond()) ? refusal : null;
        if (kind == Kind.HELD) {
            String lost = "is a lease that is no longer held with token " + target.token();
            return new Failure(position, target, Reason.STALE_FENCE, lost, current);
        }
        if (refusal != null && isStale(refusal)) {
            String stale = "was written by a newer holder, with fence " + refusal.fence() + " above the token "
                    + target.token();
            return new Failure(position, target, Reason.STALE_FENCE, stale, current);
        }
        Reason reason = kind == Kind.CREATE ? Reason.EXISTS : current == null ? Reason.NOT_FOUND : Reason.MODIFIED;
        return new Failure(position, target, reason, null, current);
    }

    private boolean isStale(@Nullable StoredItem refusal) {
        return refusal != null && refusal.isStale(target.token());
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
