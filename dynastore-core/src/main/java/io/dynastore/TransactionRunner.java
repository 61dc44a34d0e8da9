package io.dynastore;

import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Runs transactions. Each has a client request token, by which DynamoDB recognises for ten minutes a request that it has
 * already executed, so that a lost reply is settled by sending the same request again. A request that is executed late, after
 * a further attempt, is recognised by the write ids that it has left.
 */
final class TransactionRunner {
    /** The maximum number of attempts against conflicts with other clients, and against throttling. */
    private static final int MAX_ATTEMPTS = 20;

    /** The maximum number of requests while replies are lost, each with the SDK's own retries. */
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
                    send(call, current);
                    return true;
                } catch (TransactionCanceledException e) {
                    Cancellation cancellation = new Cancellation(current, e.cancellationReasons());
                    if (cancellation.isCommitted()) {
                        return true;
                    }
                    if (attempt == MAX_ATTEMPTS || !cancellation.mayPass()) {
                        throw new TransactionFailedException(address, cancellation.failures(), e);
                    }
                    current = cancellation.next();
                    BackoffStrategy backoff = cancellation.backoff();
                    if (backoff != null) {
                        runner.backoff().await(backoff, attempt);
                    }
                }
            }
        });
    }

    /** Sends a transaction, and repeats it with the same token while it is unknown whether it was executed. */
    private void send(Call call, List<TransactionAction> actions) {
        TransactWriteItemsRequest.Builder request = TransactWriteItemsRequest.builder()
                .transactItems(actions.stream().map(TransactionAction::item).toList())
                .clientRequestToken(UUID.randomUUID().toString());
        boolean mayBeExecuted = false;
        for (int repeat = 1; ; repeat++) {
            try {
                if (repeat > 1) {
                    runner.backoff().await(Backoff.OVERLOAD, repeat - 1);
                }
                call.transactWriteItems(request);
                return;
            } catch (SdkException e) {
                mayBeExecuted |= e instanceof TransactionInProgressException || Attempts.mayHaveBeenExecuted(e);
                if (e instanceof TransactionCanceledException cancelled && !(mayBeExecuted && isBusy(cancelled))) {
                    throw e;
                }
                if (!mayBeExecuted) {
                    throw e;
                }
                if (repeat == MAX_REPEATS || e instanceof AbortedException) {
                    throw OutcomeUnknownException.ofTransaction(actions.get(0).address(), actions.size(), e);
                }
            }
        }
    }

    /** Returns whether DynamoDB did not evaluate the conditions, so that its answer says nothing about earlier requests. */
    private static boolean isBusy(TransactionCanceledException cancelled) {
        return cancelled.cancellationReasons().stream()
                .noneMatch(reason -> "ConditionalCheckFailed".equals(reason.code()));
    }
}
