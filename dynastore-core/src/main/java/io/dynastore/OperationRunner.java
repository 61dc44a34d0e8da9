package io.dynastore;

import io.dynastore.Operation.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Runs operations through the hook, if there is one. */
final class OperationRunner {
    private final DynamoDbClient client;
    private final @Nullable OperationHook hook;
    private final OperationHook logged;
    private final List<MetricPublisher> publishers;
    private final Backoff backoff;

    OperationRunner(DynamoDbClient client, @Nullable OperationHook hook, Backoff backoff) {
        this.backoff = backoff;
        this.client = client;
        this.hook = hook;
        this.logged = hook == null ? OperationLog.INSTANCE : new HookPair(OperationLog.INSTANCE, hook);
        this.publishers = publishersOf(client);
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
