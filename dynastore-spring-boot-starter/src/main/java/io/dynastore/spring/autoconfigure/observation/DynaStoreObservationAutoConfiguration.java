package io.dynastore.spring.autoconfigure.observation;

import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.observation.DynaStoreObservationConvention;
import io.dynastore.spring.observation.ObservedOperations;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the observations of the operations of the {@link io.dynastore.DynaStore}, if there is an
 * {@link ObservationRegistry}. A {@link DynaStoreObservationConvention} bean replaces the default convention. Set
 * {@code management.observations.enable.dynastore=false} to disable the observations.
 */
@AutoConfiguration(
        before = DynaStoreAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "dynastore.enabled", matchIfMissing = true)
public final class DynaStoreObservationAutoConfiguration {
    DynaStoreObservationAutoConfiguration() {}

    /** Comes before the hooks of the application, so that the observation includes them. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnMissingBean
    ObservedOperations dynaStoreObservedOperations(
            ObservationRegistry registry, ObjectProvider<DynaStoreObservationConvention> convention) {
        return new ObservedOperations(registry, convention.getIfAvailable());
    }
}
