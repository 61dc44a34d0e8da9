package io.dynastore;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;

/** Interprets the cancellation of a transaction, action by action, and determines the next attempt. Pure. */
final class Cancellation {
    private final List<TransactionAction> next;
    private final List<Failure> failures = new ArrayList<>();

    /** The actions that leftovers refused. They are reported only if there are no other failures. */
    private final List<Failure> overLeftovers = new ArrayList<>();

    private boolean committed;

    Cancellation(List<TransactionAction> actions, List<CancellationReason> reasons) {
        this.next = new ArrayList<>(actions);
        for (int i = 0; i < Math.min(actions.size(), reasons.size()); i++) {
            add(i, actions.get(i), reasons.get(i));
        }
    }

    private void add(int position, TransactionAction action, CancellationReason reason) {
        switch (String.valueOf(reason.code())) {
            case "None" -> {}
            case "ConditionalCheckFailed" ->
                refused(position, action, reason.hasItem() ? action.stored(reason.item()) : null);
            case "TransactionConflict" -> failed(position, action, Reason.BUSY, reason);
            case "ProvisionedThroughputExceeded", "ThrottlingError" ->
                failed(position, action, Reason.THROTTLED, reason);
            case "ValidationError" ->
                failed(position, action, isAboutSize(reason) ? Reason.TOO_LARGE : Reason.OTHER, reason);
            default -> failed(position, action, Reason.OTHER, reason);
        }
    }

    private void refused(int position, TransactionAction action, @Nullable StoredItem refusal) {
        if (action.hasWritten(refusal)) {
            committed = true;
            return;
        }
        TransactionAction again = action.after(refusal);
        if (again == null) {
            failures.add(action.failure(position, refusal));
        } else {
            next.set(position, again);
            overLeftovers.add(new Failure(position, action.target(), Reason.BUSY, null, null));
        }
    }

    private void failed(int position, TransactionAction action, Reason reason, CancellationReason cancellation) {
        failures.add(new Failure(position, action.target(), reason, cancellation.message(), null));
    }

    private static boolean isAboutSize(CancellationReason reason) {
        return reason.message() != null && reason.message().startsWith("Item size");
    }

    /** Returns whether an earlier attempt has been executed: an action was refused because of its own write. */
    boolean isCommitted() {
        return committed;
    }

    /** Returns whether a further attempt may succeed. */
    boolean mayPass() {
        return !failures().isEmpty() && failures().stream().allMatch(failure -> isTemporary(failure.reason()));
    }

    private static boolean isTemporary(Reason reason) {
        return reason == Reason.BUSY || reason == Reason.THROTTLED;
    }

    /** Returns the pauses before the next attempt; null if it can be made at once. */
    @Nullable
    BackoffStrategy backoff() {
        if (failures.isEmpty()) {
            return null;
        }
        boolean throttled = failures.stream().anyMatch(failure -> failure.reason() == Reason.THROTTLED);
        return throttled ? Backoff.OVERLOAD : Backoff.CONFLICT;
    }

    /** Returns the actions of the next attempt. */
    List<TransactionAction> next() {
        return next;
    }

    /** Returns the actions that failed; empty if DynamoDB did not say which. */
    List<Failure> failures() {
        return failures.isEmpty() ? overLeftovers : failures;
    }
}
