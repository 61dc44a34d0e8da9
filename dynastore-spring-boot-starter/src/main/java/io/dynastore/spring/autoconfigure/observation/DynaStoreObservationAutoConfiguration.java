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
 * Observes the operations of the {@link io.dynastore.DynaStore}, where there is an {@link ObservationRegistry}; by the
 * {@link DynaStoreObservationConvention} bean, if there is one.
 * {@code management.observations.enable.dynastore=false} switches the observations off.
 */
@AutoConfiguration(
        before = DynaStoreAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "dynastore.enabled", matchIfMissing = true)
public final class DynaStoreObservationAutoConfiguration {
    DynaStoreObservationAutoConfiguration() {}

    /** Outside the application's own hooks, so that what they do is observed too. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnMissingBean
    ObservedOperations dynaStoreObservedOperations(
            ObservationRegistry registry, ObjectProvider<DynaStoreObservationConvention> convention) {
        return new ObservedOperations(registry, convention.getIfAvailable());
    }
}
