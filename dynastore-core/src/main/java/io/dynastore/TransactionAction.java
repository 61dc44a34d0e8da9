package io.dynastore;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
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
            Consumer<TransactWriteItem.Builder> item,
            @Nullable TransactionAction original) {
        this.kind = kind;
        this.target = target;
        this.write = write;
        this.item = TransactWriteItem.builder().applyMutation(item).build();
        this.original = original;
    }

    static TransactionAction put(Write write) {
        UpdateItemRequest request = WriteRequests.put(write).build();
        return writing(Kind.PUT, write, item -> item.update(update -> copy(request, update)));
    }

    static TransactionAction create(Write write) {
        return writing(Kind.CREATE, write, putting(WriteRequests.create(write, WriteRequests.item(write, 1))));
    }

    static TransactionAction update(Write write, Revision expected) {
        UpdateItemRequest request = WriteRequests.update(write, expected).build();
        return writing(Kind.AT_REVISION, write, item -> item.update(update -> copy(request, update)));
    }

    private static TransactionAction writing(Kind kind, Write write, Consumer<TransactWriteItem.Builder> item) {
        return new TransactionAction(kind, write.target(), write, item, null);
    }

    private static Consumer<TransactWriteItem.Builder> putting(PutItemRequest.Builder built) {
        PutItemRequest request = built.build();
        return item -> item.put(put -> copy(request, put));
    }

    static TransactionAction delete(Target target) {
        Delete.Builder delete =
                Delete.builder().tableName(target.layout().table()).key(target.itemKey());
        if (target.isFenced()) {
            delete.conditionExpression(WriteRequests.NOT_STALE)
                    .expressionAttributeValues(Map.of(":token", AttributeValue.fromN(Long.toString(target.token()))))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        }
        return new TransactionAction(Kind.DELETE, target, null, item -> item.delete(delete.build()), null);
    }

    static TransactionAction delete(Target target, Revision expected) {
        DeleteItemRequest request = WriteRequests.delete(target, expected).build();
        return new TransactionAction(
                Kind.AT_REVISION, target, null, item -> item.delete(delete -> copy(request, delete)), null);
    }

    static TransactionAction check(Target target, Revision expected) {
        DeleteItemRequest request = WriteRequests.delete(target, expected).build();
        return new TransactionAction(
                Kind.AT_REVISION, target, null, item -> item.conditionCheck(check -> copy(request, check)), null);
    }

    /** Returns the check that a lease is held by an acquisition; its token is that of the target. */
    static TransactionAction held(Target lease, String owner) {
        ConditionCheck check = WriteRequests.held(lease, owner).build();
        return new TransactionAction(Kind.HELD, lease, null, item -> item.conditionCheck(check), null);
    }

    /** Sets the fields of a part of a transaction to those that the request of the single write has under the same names. */
    private static void copy(SdkPojo request, SdkPojo part) {
        Map<String, SdkField<?>> fields = part.sdkFieldNameToField();
        for (SdkField<?> field : request.sdkFields()) {
            SdkField<?> same = fields.get(field.locationName());
            if (same != null) {
                same.set(part, field.getValueOrDefault(request));
            }
        }
    }

    /** Returns the names of the tables of some actions, in their order. */
    static Set<String> tables(List<TransactWriteItem> items) {
        Set<String> tables = new LinkedHashSet<>();
        for (TransactWriteItem item : items) {
            for (SdkPojo part : Arrays.asList(item.put(), item.update(), item.delete(), item.conditionCheck())) {
                SdkField<?> name =
                        part == null ? null : part.sdkFieldNameToField().get("TableName");
                if (name != null) {
                    tables.add(String.valueOf(name.getValueOrDefault(part)));
                }
            }
        }
        return tables;
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
        return write == null ? 0 : AttributeLimits.bytes(WriteRequests.item(write, 1));
    }

    StoredItem stored(Map<String, AttributeValue> refusal) {
        return new StoredItem(target.layout(), refusal);
    }

    /** Returns whether the item that refused this action was written by an earlier attempt of it. */
    boolean hasWritten(@Nullable StoredItem refusal) {
        if (write == null || refusal == null) {
            return false;
        }
        String found = refusal.revision().writeId();
        return kind == Kind.AT_REVISION
                ? write.writeId().equals(found)
                // Only this action can have begun this incarnation, even if other writes have continued it.
                : WriteId.isSameIncarnation(found, write.writeId());
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
            return new TransactionAction(
                    kind,
                    target,
                    write,
                    putting(WriteRequests.replace(write, refusal)),
                    original == null ? this : original);
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
}
