package io.dynastore;

import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * Intercepts every operation of a store, and every request before it is sent, for tracing, metrics and logging. Register a hook
 * with {@link DynaStore.Builder#hook}. With a hook, requests ask DynamoDB for the capacity that they consume.
 *
 * <p>A hook must be thread-safe. Its exceptions reach the caller of the operation.
 */
public interface OperationHook {
    /**
     * Runs an operation. An implementation must call {@code execution} exactly once and return its result; the execution
     * throws the exceptions of the operation. Afterwards, the operation's outcome, attempts and capacity are known.
     *
     * @param <T> the type of the result
     * @param operation the operation
     * @param execution executes the operation
     * @return the result of the execution
     */
    default <T> T around(Operation operation, Supplier<T> execution) {
        return execution.get();
    }

    /**
     * Inspects a request before it is sent, and may replace it, for instance to set a time-out or a header in its override
     * configuration.
     *
     * @param operation the operation that the request belongs to
     * @param request the request
     * @return the request to send: the same one, or another of the same type; otherwise nothing is sent, and the operation throws
     *     {@link IllegalStateException}
     */
    default DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
        return request;
    }

    /**
     * Returns a task that runs in the context of the calling thread, for instance in its trace. A store calls this method before
     * it sends a request of a call on another thread, as it does for {@link Partition#findAll}, {@code deleteAll} and
     * {@link Query#readAhead()}.
     *
     * @param task the task
     * @return the task to run on the other thread
     */
    default Runnable inContext(Runnable task) {
        return task;
    }

    /**
     * Returns a hook that calls an action when an operation has ended, whether or not it succeeded. An exception of the action
     * replaces the result or the exception of the operation.
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
     * Returns a hook whose {@link #beforeRequest(Operation, DynamoDbRequest)} calls a function.
     *
     * @param action returns the request to send: the one that it receives, or another of the same type
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
