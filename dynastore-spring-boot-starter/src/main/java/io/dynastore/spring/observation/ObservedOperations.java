package io.dynastore.spring.observation;

import io.dynastore.Operation;
import io.dynastore.Operation.Outcome;
import io.dynastore.OperationHook;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A hook that observes each operation of a store, as {@link DynaStoreObservationDocumentation#OPERATION} describes.
 *
 * <p>Immutable, thread-safe.
 */
public final class ObservedOperations implements OperationHook {
    private final ObservationRegistry registry;
    private final @Nullable DynaStoreObservationConvention convention;

    /**
     * Creates the hook.
     *
     * @param registry the registry of the observations
     * @param convention the convention, or null for that of the registry or the default
     */
    public ObservedOperations(ObservationRegistry registry, @Nullable DynaStoreObservationConvention convention) {
        this.registry = registry;
        this.convention = convention;
    }

    @Override
    public <T> T around(Operation operation, Supplier<T> execution) {
        Observation observation = DynaStoreObservationDocumentation.OPERATION.observation(
                convention,
                DefaultDynaStoreObservationConvention.INSTANCE,
                () -> new DynaStoreObservationContext(operation),
                registry);
        observation.start();
        Observation.Scope scope = observation.openScope();
        try {
            return execution.get();
        } catch (Throwable e) {
            if (!isOutcome(operation.outcome())) {
                observation.error(e);
            }
            throw e;
        } finally {
            scope.close();
            observation.stop();
        }
    }

    /** {@return the task in the scope of the current observation, so that its operations belong to the same trace} */
    @Override
    public Runnable inContext(Runnable task) {
        Observation current = registry.getCurrentObservation();
        return current == null ? task : () -> runIn(current, task);
    }

    private static void runIn(Observation observation, Runnable task) {
        Observation.Scope scope = observation.openScope();
        try {
            task.run();
        } finally {
            scope.close();
        }
    }

    /** Returns whether an exception reports an outcome rather than an error. */
    private static boolean isOutcome(@Nullable Outcome outcome) {
        return outcome == Outcome.NOT_FOUND || outcome == Outcome.EXISTS || outcome == Outcome.CONFLICT;
    }
}
