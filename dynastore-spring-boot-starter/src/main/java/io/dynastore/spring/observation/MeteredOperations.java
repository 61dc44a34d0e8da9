package io.dynastore.spring.observation;

import io.dynastore.Operation;
import io.dynastore.Operation.Outcome;
import io.dynastore.OperationHook;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.OperationKeyNames;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
    private final ConcurrentMap<Subject, Counters> counters = new ConcurrentHashMap<>();

    /**
     * Creates the hook.
     *
     * @param registry the registry of the meters, which are registered with the first operation that they are about
     */
    public MeteredOperations(MeterRegistry registry) {
        this.readCapacity = counter(DynaStoreMeterDocumentation.READ_CAPACITY, registry);
        this.writeCapacity = counter(DynaStoreMeterDocumentation.WRITE_CAPACITY, registry);
        this.requests = counter(DynaStoreMeterDocumentation.REQUESTS, registry);
        this.retries = counter(DynaStoreMeterDocumentation.RETRIES, registry);
        registry.config().onMeterRemoved(removed -> counters.clear());
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
        Subject subject = new Subject(operation.table(), operation.partition(), operation.name(), outcome);
        Counters of = counters.get(subject);
        if (of == null) {
            of = counters.computeIfAbsent(subject, Counters::new);
        }
        of.requests.increment(operation.requests());
        if (operation.attempts() > operation.requests()) {
            of.retries.increment(operation.attempts() - operation.requests());
        }
        // Most operations either read or write: the other meter would remain zero.
        if (operation.readCapacity() > 0) {
            of.readCapacity().increment(operation.readCapacity());
        }
        if (operation.writeCapacity() > 0) {
            of.writeCapacity().increment(operation.writeCapacity());
        }
    }

    /** What the meters tell apart. */
    private record Subject(
            String table,
            @Nullable String partition,
            String operation,
            @Nullable Outcome outcome) {
        Tags tags() {
            return Tags.of(
                    OperationKeyNames.TABLE.asString(),
                    table,
                    OperationKeyNames.PARTITION.asString(),
                    OperationKeys.orNone(partition),
                    OperationKeyNames.OPERATION.asString(),
                    operation,
                    OperationKeyNames.OUTCOME.asString(),
                    OperationKeys.outcome(outcome));
        }
    }

    /** The meters of one subject, so that an operation need not look them up in the registry. */
    private final class Counters {
        private final Tags tags;
        private final Counter requests;
        private final Counter retries;
        private @Nullable Counter readCapacity;
        private @Nullable Counter writeCapacity;

        Counters(Subject subject) {
            this.tags = subject.tags();
            this.requests = MeteredOperations.this.requests.withTags(tags);
            this.retries = MeteredOperations.this.retries.withTags(tags);
        }

        // Two threads that find none both get the registry's one.
        Counter readCapacity() {
            Counter counter = readCapacity;
            if (counter == null) {
                counter = MeteredOperations.this.readCapacity.withTags(tags);
                readCapacity = counter;
            }
            return counter;
        }

        Counter writeCapacity() {
            Counter counter = writeCapacity;
            if (counter == null) {
                counter = MeteredOperations.this.writeCapacity.withTags(tags);
                writeCapacity = counter;
            }
            return counter;
        }
    }
}
