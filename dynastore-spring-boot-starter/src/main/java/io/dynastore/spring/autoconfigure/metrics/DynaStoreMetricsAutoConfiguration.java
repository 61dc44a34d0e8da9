package io.dynastore.spring.autoconfigure.metrics;

import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.observation.MeteredFeeds;
import io.dynastore.spring.observation.MeteredIdempotency;
import io.dynastore.spring.observation.MeteredLeases;
import io.dynastore.spring.observation.MeteredOperations;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the meters of capacity, requests and retries of the {@link io.dynastore.DynaStore}, of the meters of
 * the {@link io.dynastore.lease.Leases}, and of those of idempotent operations and change feeds, if there is a {@link MeterRegistry}. Set
 * {@code management.metrics.enable.dynastore=false} to disable all meters of dynastore.
 */
@AutoConfiguration(
        before = DynaStoreAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "dynastore.enabled", matchIfMissing = true)
public final class DynaStoreMetricsAutoConfiguration {
    DynaStoreMetricsAutoConfiguration() {}

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    @ConditionalOnMissingBean
    MeteredOperations dynaStoreMeteredOperations(MeterRegistry registry) {
        return new MeteredOperations(registry);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnMissingBean
    MeteredLeases dynaStoreMeteredLeases(MeterRegistry registry) {
        return new MeteredLeases(registry);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnMissingBean
    MeteredIdempotency dynaStoreMeteredIdempotency(MeterRegistry registry) {
        return new MeteredIdempotency(registry);
    }

    @Bean
    @Lazy
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnMissingBean
    MeteredFeeds dynaStoreMeteredFeeds(MeterRegistry registry) {
        return new MeteredFeeds(registry);
    }
}
