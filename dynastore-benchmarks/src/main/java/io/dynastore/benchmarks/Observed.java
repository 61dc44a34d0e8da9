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

    private static ObservationRegistry registry(IgnoredMeters... ignored) {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(METERS, ignored));
        return registry;
    }

    /** Returns the starter's hooks, if {@code management.metrics.observations.ignored-meters} names some meters. */
    static OperationHook[] hooks(IgnoredMeters... ignored) {
        return new OperationHook[] {new ObservedOperations(registry(ignored), null), new MeteredOperations(METERS)};
    }

    /** Returns an operation in an observation with as many keys as dynastore's. */
    static Supplier<?> byMicrometer(Supplier<?> operation) {
        ObservationRegistry registry = registry();
        KeyValues keys = KeyValues.of(IntStream.range(0, 7)
                .mapToObj(i -> KeyValue.of("key." + i, "value"))
                .toList());
        return () -> Observation.createNotStarted("operation", registry)
                .lowCardinalityKeyValues(keys)
                .observe((Supplier<Object>) operation::get);
    }
}
