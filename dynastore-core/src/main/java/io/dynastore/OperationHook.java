package io.dynastore;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * Sees every operation of a store, around its execution, and every request before it is sent. Made for tracing, metrics and
 * logging; register it with {@link DynaStore.Builder#hook}. Without a hook nothing is spent on it; with one, requests ask
 * DynamoDB for the capacity that they consume.
 *
 * <p>A hook is called by many threads at once. What it throws reaches the caller of the operation.
 */
public interface OperationHook {
    /**
     * Runs an operation. Call {@code execution} exactly once, and return what it returns; it throws what the operation
     * throws. Afterwards the operation knows its outcome, attempts and capacity.
     *
     * @param <T> the type of the result
     * @param operation the operation
     * @param execution does it
     * @return what the execution returned
     */
    default <T> T around(Operation operation, Supplier<T> execution) {
        return execution.get();
    }

    /**
     * Sees a request before it is sent, and may replace it, for instance to set a timeout or a header by its override
     * configuration.
     *
     * @param operation the operation that the request belongs to
     * @param request the request
     * @return the request to send: the same one, or another of the same type
     */
    default DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
        return request;
    }

    /**
     * Returns a hook that is notified of each operation when it has ended, however it ended.
     *
     * @param action receives the operation, whose outcome, attempts and capacity are known
     * @return the hook
     */
    static OperationHook onCompletion(Consumer<? super Operation> action) {
        Objects.requireNonNull(action, "action");
        return new OperationHook() {
            @Override
            public <T> T around(Operation operation, Supplier<T> execution) {
                try {
                    return execution.get();
                } finally {
                    action.accept(operation);
                }
            }
        };
    }

    /**
     * Returns a hook that sees each request before it is sent, and may replace it as
     * {@link #beforeRequest(Operation, DynamoDbRequest)} does.
     *
     * @param action returns the request to send: the one that it is given, or another of the same type
     * @return the hook
     */
    static OperationHook onRequest(
            BiFunction<? super Operation, ? super DynamoDbRequest, ? extends DynamoDbRequest> action) {
        Objects.requireNonNull(action, "action");
        return new OperationHook() {
            @Override
            public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
                return action.apply(operation, request);
            }
        };
    }
}
