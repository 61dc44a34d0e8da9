package io.dynastore;

import io.dynastore.Operation.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** Runs operations, and passes them to the hooks. */
final class OperationRunner {
    private final DynamoDbClient client;
    private final @Nullable OperationHook hook;
    private final OperationHook logged;
    private final List<MetricPublisher> publishers;
    private final Backoff backoff;

    /**
     * Creates a runner.
     *
     * @param hooks the outermost first
     */
    OperationRunner(DynamoDbClient client, List<OperationHook> hooks, Backoff backoff) {
        this.backoff = backoff;
        this.client = client;
        this.hook = hooks.stream().reduce(Nested::new).orElse(null);
        this.logged = hook == null ? OperationLog.INSTANCE : new Nested(OperationLog.INSTANCE, hook);
        this.publishers = publishersOf(client);
    }

    private record Nested(OperationHook outer, OperationHook inner) implements OperationHook {
        @Override
        public <T> T around(Operation operation, Supplier<T> execution) {
            return outer.around(operation, () -> inner.around(operation, execution));
        }

        @Override
        public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
            return inner.beforeRequest(operation, outer.beforeRequest(operation, request));
        }
    }

    private static List<MetricPublisher> publishersOf(DynamoDbClient client) {
        try {
            return client.serviceClientConfiguration().overrideConfiguration().metricPublishers();
        } catch (UnsupportedOperationException notTheSdksOwn) {
            return List.of();
        }
    }

    Backoff backoff() {
        return backoff;
    }

    DynamoDbClient client() {
        return client;
    }

    <T> T run(String name, Address address, Function<Call, T> body) {
        OperationHook around = OperationLog.isOn() ? logged : hook;
        if (around == null) {
            return body.apply(new Call(client, backoff, address, null, null, publishers));
        }
        Operation operation = new Operation(name, address);
        Call call = new Call(client, backoff, address, operation, around, publishers);
        return around.around(operation, () -> {
            try {
                T result = body.apply(call);
                operation.ended(foundNothing(result) ? Outcome.NOT_FOUND : Outcome.SUCCESS);
                return result;
            } catch (RuntimeException | Error e) {
                operation.ended(outcomeOf(e));
                throw e;
            }
        });
    }

    private static boolean foundNothing(Object result) {
        return Boolean.FALSE.equals(result) || (result instanceof Optional<?> found && found.isEmpty());
    }

    private static Outcome outcomeOf(Throwable thrown) {
        if (thrown instanceof KeyNotFoundException) {
            return Outcome.NOT_FOUND;
        }
        if (thrown instanceof KeyExistsException) {
            return Outcome.EXISTS;
        }
        if (thrown instanceof KeyModifiedException
                || thrown instanceof StaleFenceException
                || thrown instanceof TransactionFailedException
                || thrown instanceof ConditionalCheckFailedException) {
            return Outcome.CONFLICT;
        }
        if (thrown instanceof SdkServiceException service && service.isThrottlingException()) {
            return Outcome.THROTTLED;
        }
        return Outcome.ERROR;
    }
}
