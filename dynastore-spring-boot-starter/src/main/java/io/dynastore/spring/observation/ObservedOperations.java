package io.dynastore.spring.observation;

import io.dynastore.Operation;
import io.dynastore.Operation.Outcome;
import io.dynastore.OperationHook;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Observes each operation of a store, as {@link DynaStoreObservationDocumentation#OPERATION}.
 *
 * <p>Immutable, thread-safe.
 */
public final class ObservedOperations implements OperationHook {
    private final ObservationRegistry registry;
    private final @Nullable DynaStoreObservationConvention convention;

    /**
     * Creates the hook.
     *
     * @param registry where observations are handled
     * @param convention names them; null for the registry's own convention or the default
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

    /** Whether what was thrown tells no more than what was found. */
    private static boolean isOutcome(@Nullable Outcome outcome) {
        return outcome == Outcome.NOT_FOUND || outcome == Outcome.EXISTS || outcome == Outcome.CONFLICT;
    }
}
