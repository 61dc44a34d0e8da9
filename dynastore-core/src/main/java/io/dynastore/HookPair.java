package io.dynastore;

import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * Two hooks, one around the other.
 *
 * @param outer sees operations and requests first
 * @param inner sees them after that
 */
record HookPair(OperationHook outer, OperationHook inner) implements OperationHook {
    @Override
    public <T> T around(Operation operation, Supplier<T> execution) {
        return outer.around(operation, () -> inner.around(operation, execution));
    }

    @Override
    public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
        return inner.beforeRequest(operation, outer.beforeRequest(operation, request));
    }
}
