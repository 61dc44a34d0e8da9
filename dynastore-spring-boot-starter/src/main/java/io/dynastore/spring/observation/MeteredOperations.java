package io.dynastore.spring.observation;

import io.dynastore.Operation;
import io.dynastore.Operation.Outcome;
import io.dynastore.OperationHook;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.OperationKeyNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A hook that counts the capacity, requests and retries of operations, as {@link DynaStoreMeterDocumentation} describes.
 *
 * <p>Thread-safe.
 */
public final class MeteredOperations implements OperationHook {
    private final MeterProvider<Counter> readCapacity;
    private final MeterProvider<Counter> writeCapacity;
    private final MeterProvider<Counter> requests;
    private final MeterProvider<Counter> retries;

    /**
     * Creates the hook.
     *
     * @param registry the registry of the meters, which are registered when they first count
     */
    public MeteredOperations(MeterRegistry registry) {
        this.readCapacity = counter(DynaStoreMeterDocumentation.READ_CAPACITY, registry);
        this.writeCapacity = counter(DynaStoreMeterDocumentation.WRITE_CAPACITY, registry);
        this.requests = counter(DynaStoreMeterDocumentation.REQUESTS, registry);
        this.retries = counter(DynaStoreMeterDocumentation.RETRIES, registry);
    }

    private static MeterProvider<Counter> counter(DynaStoreMeterDocumentation meter, MeterRegistry registry) {
        return Counter.builder(meter.getName())
                .description(meter.description())
                .baseUnit(meter.getBaseUnit())
                .withRegistry(registry);
    }

    @Override
    public <T> T around(Operation operation, Supplier<T> execution) {
        boolean threw = true;
        try {
            T result = execution.get();
            threw = false;
            return result;
        } finally {
            count(operation, OperationKeys.outcome(operation, threw));
        }
    }

    private void count(Operation operation, @Nullable Outcome outcome) {
        Tags tags = Tags.of(
                OperationKeyNames.TABLE.asString(), operation.table(),
                OperationKeyNames.PARTITION.asString(), OperationKeys.orNone(operation.partition()),
                OperationKeyNames.OPERATION.asString(), operation.name(),
                OperationKeyNames.OUTCOME.asString(), OperationKeys.outcome(outcome));
        requests.withTags(tags).increment(operation.requests());
        retries.withTags(tags).increment(Math.max(0, operation.attempts() - operation.requests()));
        // Most operations either read or write: the other meter would remain zero.
        if (operation.readCapacity() > 0) {
            readCapacity.withTags(tags).increment(operation.readCapacity());
        }
        if (operation.writeCapacity() > 0) {
            writeCapacity.withTags(tags).increment(operation.writeCapacity());
        }
    }
}
