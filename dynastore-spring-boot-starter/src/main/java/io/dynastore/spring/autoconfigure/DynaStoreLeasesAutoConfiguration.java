package io.dynastore.spring.autoconfigure;

import io.dynastore.lease.LeaseListener;
import io.dynastore.lease.Leases;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Makes the {@link Leases} as {@code dynastore.leases} configures them. They are made when they are first injected, so that
 * an application that uses none needs no table for them; and they are released when the context closes, after the beans that
 * use them have stopped and before the client is closed.
 * Every {@link LeaseListener} bean is told of them, in their order, and every {@link LeasesBuilderCustomizer} bean has its say
 * when all else is set.
 */
@AutoConfiguration(after = DynaStoreAutoConfiguration.class)
@ConditionalOnBooleanProperty(
        name = {"dynastore.enabled", "dynastore.leases.enabled"},
        matchIfMissing = true)
@ConditionalOnMissingBean(Leases.class)
@EnableConfigurationProperties(DynaStoreProperties.class)
@ImportRuntimeHints(LeaseHandleHints.class)
public final class DynaStoreLeasesAutoConfiguration {
    DynaStoreLeasesAutoConfiguration() {}

    @Bean
    LeasesLifecycle dynaStoreLeasesLifecycle(ConfigurableApplicationContext context) {
        return new LeasesLifecycle(context);
    }

    @Bean
    @Lazy
    Leases dynaStoreLeases(
            DynaStoreProperties properties,
            PartitionFactory partitions,
            Environment environment,
            LeasesLifecycle lifecycle,
            ObjectProvider<LeaseListener> listeners,
            ObjectProvider<LeasesBuilderCustomizer> customizers) {
        LeasesFactory factory = new LeasesFactory(properties.leases(), partitions, environment);
        return lifecycle.manage(factory.create(
                listeners.orderedStream().toList(), customizers.orderedStream().toList()));
    }
}
