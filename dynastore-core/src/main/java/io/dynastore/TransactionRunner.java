package io.dynastore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Runs transactions. Each request has a token, by which DynamoDB recognises for ten minutes a request that it has already
 * executed. While it is unknown whether a request was executed, the same request is sent again with the same token. A
 * cancellation ends that: the conditions were not met, or no longer, because of other clients or of an earlier attempt, which the
 * write ids tell apart if they can. After it, a request with another token is sent only if no attempt may still be executed.
 */
final class TransactionRunner {
    /** The maximum number of attempts against conflicts with other clients, and against throttling. */
    private static final int MAX_ATTEMPTS = 20;

    /** An attempt this long after the first one makes DynamoDB complete a transaction that it has begun. */
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    private final OperationRunner runner;

    TransactionRunner(OperationRunner runner) {
        this.runner = runner;
    }

    void run(List<TransactionAction> actions) {
        Address address = new Address(actions.get(0).address().table(), null, null);
        runner.run("transact", address, call -> {
            List<TransactionAction> current = actions;
            for (int attempt = 1; ; attempt++) {
                Refusal refusal = new Request(call, current).send();
                if (refusal == null) {
                    return true;
                }
                Cancellation cancellation = refusal.cancellation();
                if (attempt == MAX_ATTEMPTS || !cancellation.mayPass()) {
                    throw new TransactionFailedException(address, cancellation.failures(), refusal.exception());
                }
                current = cancellation.next();
                BackoffStrategy backoff = cancellation.backoff();
                if (backoff != null) {
                    runner.backoff().await(backoff, attempt);
                }
            }
        });
    }

    /** The cancellation by which DynamoDB refused a transaction of which no attempt may be executed. */
    private record Refusal(Cancellation cancellation, TransactionCanceledException exception) {}

    /** One request, which is sent until its outcome is known or nothing more can be done. */
    private final class Request {
        private final Call call;
        private final List<TransactionAction> actions;
        private final long startNanos = System.nanoTime();
        private Duration waited = Duration.ZERO;

        Request(Call call, List<TransactionAction> actions) {
            this.call = call;
            this.actions = actions;
        }

        private List<TransactWriteItem> items() {
            List<TransactWriteItem> items = new ArrayList<>(actions.size());
            actions.forEach(action -> items.add(action.item()));
            return items;
        }

        /** Returns the refusal of the transaction; null if it was committed. */
        @Nullable
        Refusal send() {
            TransactWriteItemsRequest.Builder request = TransactWriteItemsRequest.builder()
                    .transactItems(items())
                    .clientRequestToken(UUID.randomUUID().toString());
            for (int repeat = 1; ; repeat++) {
                Duration sent = repeat == 1 ? Duration.ZERO : elapsed();
                try {
                    call.transactWriteItems(request);
                    return null;
                } catch (TransactionCanceledException e) {
                    return refusal(e);
                } catch (RuntimeException e) {
                    if (!call.attempts().mayHaveBeenExecuted()) {
                        throw e;
                    }
                    if (sent.compareTo(RECOVERY) > 0 || !mayRepeat(e)) {
                        throw unknown(e);
                    }
                    await(request, repeat, e);
                }
            }
        }

        /** Returns null if an own write id proves that an earlier attempt was committed; fails if one may have been. */
        private @Nullable Refusal refusal(TransactionCanceledException exception) {
            boolean retried = call.attempts().earlierMayHaveBeenExecuted();
            Cancellation cancellation;
            try {
                cancellation = new Cancellation(actions, exception.cancellationReasons());
            } catch (MalformedItemException e) {
                throw retried ? unknown(e) : e;
            }
            if (cancellation.isCommitted()) {
                return null;
            }
            if (retried) {
                throw unknown(exception);
            }
            return new Refusal(cancellation, exception);
        }

        /** Returns whether the same request may get an answer later: it got none, or was throttled. */
        private boolean mayRepeat(RuntimeException failure) {
            if (failure instanceof AbortedException || failure instanceof ApiCallTimeoutException) {
                return false;
            }
            return failure instanceof SdkException
                    && (!call.attempts().endedByRefusal()
                            || (failure instanceof SdkServiceException service && service.isThrottlingException()));
        }

        /** Waits before the next attempt, which gets what is left of the caller's time-out. */
        private void await(TransactWriteItemsRequest.Builder request, int repeat, RuntimeException failure) {
            Duration delay = Backoff.REPEAT.computeDelay(repeat + 1);
            Duration timeout = runner.callTimeout();
            Duration left = timeout == null ? null : timeout.minus(elapsed()).minus(delay);
            if (left != null && (left.isNegative() || left.isZero())) {
                throw unknown(failure);
            }
            try {
                runner.backoff().await(delay);
            } catch (AbortedException e) {
                throw unknown(e);
            }
            waited = waited.plus(delay);
            if (left != null) {
                request.overrideConfiguration(with -> with.apiCallTimeout(left));
            }
        }

        /** Returns the time since the first attempt, where a test that does not wait counts what it should have waited. */
        private Duration elapsed() {
            Duration real = Duration.ofNanos(System.nanoTime() - startNanos);
            return real.compareTo(waited) > 0 ? real : waited;
        }

        private OutcomeUnknownException unknown(RuntimeException cause) {
            return OutcomeUnknownException.ofTransaction(
                    actions.get(0).address(), actions.size(), call.attempts(), cause);
        }
    }
}
