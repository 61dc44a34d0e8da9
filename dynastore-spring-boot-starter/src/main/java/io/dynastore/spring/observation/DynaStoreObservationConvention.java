package io.dynastore.spring.observation;

import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * A convention for the name and the keys of the observation of an operation. A bean of this type replaces the
 * {@linkplain DefaultDynaStoreObservationConvention default}. Without such a bean, so does a {@link GlobalObservationConvention} for
 * {@link DynaStoreObservationContext}.
 *
 * <p>It is called when the observation starts and when it stops. It should return the same low-cardinality keys each time, whatever
 * the outcome of the operation: most metric systems require the keys of a meter to be constant.
 */
public interface DynaStoreObservationConvention extends ObservationConvention<DynaStoreObservationContext> {
    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof DynaStoreObservationContext;
    }
}
