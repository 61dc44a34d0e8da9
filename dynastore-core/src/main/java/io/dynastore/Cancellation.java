package io.dynastore;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;

/** What DynamoDB's refusal of a transaction means, action by action, and what to try next. Pure. */
final class Cancellation {
    private final List<TransactionAction> next;
    private final List<Failure> failures = new ArrayList<>();

    /** Actions that leftovers refused; no failures, unless nothing else is left to say. */
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

    /** Whether an earlier try of this transaction turns out to have been executed: an action was refused by its own work. */
    boolean isCommitted() {
        return committed;
    }

    /** Whether another try may succeed. */
    boolean mayPass() {
        return !failures().isEmpty() && failures().stream().allMatch(failure -> isTemporary(failure.reason()));
    }

    private static boolean isTemporary(Reason reason) {
        return reason == Reason.BUSY || reason == Reason.THROTTLED;
    }

    /** How to wait before the next try; null if there is nothing to wait for. */
    @Nullable
    BackoffStrategy backoff() {
        if (failures.isEmpty()) {
            return null;
        }
        boolean throttled = failures.stream().anyMatch(failure -> failure.reason() == Reason.THROTTLED);
        return throttled ? Backoff.OVERLOAD : Backoff.CONFLICT;
    }

    /** The actions to try next. */
    List<TransactionAction> next() {
        return next;
    }

    /** The actions that stood in the way; empty if DynamoDB did not say. */
    List<Failure> failures() {
        return failures.isEmpty() ? overLeftovers : failures;
    }
}
