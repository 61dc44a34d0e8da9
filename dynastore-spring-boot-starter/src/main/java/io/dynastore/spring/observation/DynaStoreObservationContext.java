package io.dynastore.spring.observation;

import io.dynastore.Operation;
import io.dynastore.Operation.Outcome;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * The context of the observation of one operation on a store. For tracing, it is the call of a client, although nothing is
 * propagated to DynamoDB.
 *
 * <p>Confined to the thread that runs the operation.
 */
public final class DynaStoreObservationContext extends SenderContext<Operation> {
    private final Operation operation;

    /**
     * Creates the context of an operation.
     *
     * @param operation the operation
     */
    public DynaStoreObservationContext(Operation operation) {
        super((carrier, key, value) -> {}, Kind.CLIENT);
        this.operation = operation;
        setCarrier(operation);
        setRemoteServiceName("dynamodb");
    }

    /**
     * Returns the operation, which has its outcome when the observation is stopped.
     *
     * @return the operation
     */
    public Operation operation() {
        return operation;
    }

    /**
     * Returns how the operation ended.
     *
     * @return the outcome, or null while it runs
     */
    public @Nullable Outcome outcome() {
        return OperationKeys.outcome(operation, getError() != null);
    }
}
