package io.dynastore;

import io.dynastore.TransactionFailedException.Failure;
import io.dynastore.TransactionFailedException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Runs transactions. Each carries a client request token, by which DynamoDB recognises for ten minutes what it has done
 * already, so that a lost reply is settled by sending the same again.
 */
final class TransactionRunner {
    /** Tries against others who work on the same entries, and against throttling. */
    private static final int MAX_ATTEMPTS = 20;

    /** Tries after lost replies, each with the SDK's own retries. */
    private static final int MAX_REPEATS = 3;

    private final OperationRunner runner;

    TransactionRunner(OperationRunner runner) {
        this.runner = runner;
    }

    void run(List<TransactionAction> actions) {
        Address address = new Address(actions.get(0).address().table(), null, null);
        runner.run("transact", address, call -> {
            List<TransactionAction> current = actions;
            for (int attempt = 1; ; attempt++) {
                try {
                    return send(call, address, current);
                } catch (TransactionCanceledException e) {
                    current = afterCancellation(address, current, e, attempt);
                    runner.backoff().await(Backoff.CONFLICT, attempt);
                }
            }
        });
    }

    /** Sends a transaction, and again under the same token while it is unknown what became of it. */
    private boolean send(Call call, Address address, List<TransactionAction> actions) {
        TransactWriteItemsRequest.Builder request = TransactWriteItemsRequest.builder()
                .transactItems(actions.stream().map(TransactionAction::item).toList())
                .clientRequestToken(UUID.randomUUID().toString());
        for (int repeat = 1; ; repeat++) {
            try {
                call.transactWriteItems(request);
                return true;
            } catch (TransactionCanceledException e) {
                throw e;
            } catch (SdkException e) {
                if (!Attempts.mayHaveBeenExecuted(e)) {
                    throw e;
                }
                if (repeat == MAX_REPEATS) {
                    throw new OutcomeUnknownException(address, null, e);
                }
                runner.backoff().await(Backoff.OVERLOAD, repeat);
            }
        }
    }

    /** The actions to try next; throws if one of them can only fail again. */
    private static List<TransactionAction> afterCancellation(
            Address address, List<TransactionAction> actions, TransactionCanceledException e, int attempt) {
        List<TransactionAction> next = new ArrayList<>(actions);
        List<Failure> failures = new ArrayList<>();
        boolean hopeless = attempt == MAX_ATTEMPTS || e.cancellationReasons().size() != actions.size();
        for (int i = 0; i < Math.min(actions.size(), e.cancellationReasons().size()); i++) {
            CancellationReason cancellation = e.cancellationReasons().get(i);
            TransactionAction action = actions.get(i);
            StoredItem refusal = cancellation.hasItem() ? action.stored(cancellation.item()) : null;
            Reason reason = reason(action, cancellation, refusal);
            if (reason == null) {
                continue;
            }
            TransactionAction over = action.over(refusal);
            if (over != null) {
                next.set(i, over);
            } else if (reason != Reason.BUSY && reason != Reason.THROTTLED) {
                hopeless = true;
            }
            failures.add(new Failure(i, action.address(), reason, cancellation.message(), refusal));
        }
        if (hopeless || failures.isEmpty()) {
            throw new TransactionFailedException(address, failures, e);
        }
        return next;
    }

    private static @Nullable Reason reason(
            TransactionAction action, CancellationReason cancellation, @Nullable StoredItem refusal) {
        String message = String.valueOf(cancellation.message());
        return switch (String.valueOf(cancellation.code())) {
            case "None" -> null;
            case "ConditionalCheckFailed" -> action.reason(refusal);
            case "TransactionConflict" -> Reason.BUSY;
            case "ProvisionedThroughputExceeded", "ThrottlingError" -> Reason.THROTTLED;
            case "ValidationError" -> message.startsWith("Item size") ? Reason.TOO_LARGE : Reason.OTHER;
            default -> Reason.OTHER;
        };
    }
}
