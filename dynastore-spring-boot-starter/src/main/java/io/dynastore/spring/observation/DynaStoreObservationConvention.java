package io.dynastore.spring.observation;

import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observation of an operation and gives it its keys. A bean of this type replaces the
 * {@linkplain DefaultDynaStoreObservationConvention default}; so does a {@link GlobalObservationConvention} for
 * {@link DynaStoreObservationContext}, where there is no such bean.
 *
 * <p>It is asked when the observation starts and again when it stops. Let it give the same low-cardinality keys each time,
 * whatever came of the operation: most metric systems want the keys of a meter to be constant.
 */
public interface DynaStoreObservationConvention extends ObservationConvention<DynaStoreObservationContext> {
    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof DynaStoreObservationContext;
    }
}
