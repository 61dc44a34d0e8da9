package io.dynastore;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

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
            TransactWriteItem.Builder item,
            @Nullable TransactionAction original) {
        this.kind = kind;
        this.target = target;
        this.write = write;
        this.item = item.build();
        this.original = original;
    }

    private static TransactWriteItem.Builder part() {
        return TransactWriteItem.builder();
    }

    static TransactionAction put(Write write) {
        return writing(Kind.PUT, write, part().update(WriteRequests.put(write).part()));
    }

    static TransactionAction create(Write write) {
        Map<String, AttributeValue> item = WriteRequests.item(write, 1);
        return writing(
                Kind.CREATE, write, part().put(WriteRequests.create(write, item).part()));
    }

    static TransactionAction update(Write write, Revision expected) {
        return writing(
                Kind.AT_REVISION,
                write,
                part().update(WriteRequests.update(write, expected).part()));
    }

    private static TransactionAction writing(Kind kind, Write write, TransactWriteItem.Builder item) {
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
        return new TransactionAction(Kind.DELETE, target, null, part().delete(delete.build()), null);
    }

    static TransactionAction delete(Target target, Revision expected) {
        TransactWriteItem.Builder item =
                part().delete(WriteRequests.delete(target, expected).deletePart());
        return new TransactionAction(Kind.AT_REVISION, target, null, item, null);
    }

    static TransactionAction check(Target target, Revision expected) {
        TransactWriteItem.Builder item =
                part().conditionCheck(WriteRequests.delete(target, expected).check());
        return new TransactionAction(Kind.AT_REVISION, target, null, item, null);
    }

    /** Returns the check that a lease is held by an acquisition; its token is that of the target. */
    static TransactionAction held(Target lease, String owner) {
        TransactWriteItem.Builder item =
                part().conditionCheck(WriteRequests.held(lease, owner).check());
        return new TransactionAction(Kind.HELD, lease, null, item, null);
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
        return write == null ? 0 : WriteRequests.itemBytes(write);
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
        String own = write.writeId().text();
        return kind == Kind.AT_REVISION
                ? own.equals(found)
                // Only this action can have begun this incarnation, even if other writes have continued it.
                : WriteId.isSameIncarnation(found, own);
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
                    part().put(WriteRequests.replace(write, refusal).part()),
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
