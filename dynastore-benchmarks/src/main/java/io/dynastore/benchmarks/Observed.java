package io.dynastore.benchmarks;

import io.dynastore.OperationHook;
import io.dynastore.spring.observation.MeteredOperations;
import io.dynastore.spring.observation.ObservedOperations;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler.IgnoredMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Operations that are observed as by the starter, and ones that Micrometer observes by itself, which is its share of the cost. */
final class Observed {
    private static final MeterRegistry METERS = new SimpleMeterRegistry();
    private static final ObservationRegistry OBSERVATIONS = registry();

    private Observed() {}

    private static ObservationRegistry registry(IgnoredMeters... ignored) {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(METERS, ignored));
        return registry;
    }

    /** Returns the hooks that the starter adds to a store. */
    static OperationHook[] hooks() {
        return hooks(OBSERVATIONS);
    }

    /** Returns the same without long task timers, as if {@code management.metrics.observations.ignored-meters} named them. */
    static OperationHook[] hooksOfTimersOnly() {
        return hooks(registry(IgnoredMeters.LONG_TASK_TIMER));
    }

    private static OperationHook[] hooks(ObservationRegistry registry) {
        return new OperationHook[] {new ObservedOperations(registry, null), new MeteredOperations(METERS)};
    }

    /** Returns an operation in an observation with as many keys as dynastore's. */
    static Supplier<?> byMicrometer(Supplier<?> operation) {
        KeyValues keys = KeyValues.of(IntStream.range(0, 7)
                .mapToObj(i -> KeyValue.of("key." + i, "value"))
                .toList());
        return () -> Observation.createNotStarted("operation", OBSERVATIONS)
                .lowCardinalityKeyValues(keys)
                .observe((Supplier<Object>) operation::get);
    }
}
