package io.dynastore.spring.autoconfigure.lease;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.lease.LeaseListener;
import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;

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
@EnableConfigurationProperties({DynaStoreProperties.class, LeaseProperties.class})
@ImportRuntimeHints(LeaseHandleHints.class)
public final class DynaStoreLeasesAutoConfiguration {
    DynaStoreLeasesAutoConfiguration() {}

    @Bean
    LeasesLifecycle dynaStoreLeasesLifecycle(ConfigurableApplicationContext context) {
        return new LeasesLifecycle(context);
    }

    /** The factory of the partitions initializes the tables, also for a store of the application's own. */
    @Bean
    @Lazy
    @DependsOn("dynaStorePartitionFactory")
    Leases dynaStoreLeases(
            LeaseProperties leases,
            DynaStoreProperties properties,
            DynaStore store,
            ApplicationContext context,
            LeasesLifecycle lifecycle,
            ObjectProvider<LeaseListener> listeners,
            ObjectProvider<LeasesBuilderCustomizer> customizers) {
        Partition<?> partition = LeasePartition.find(leases.partition(), properties, store, context);
        return lifecycle.manage(new LeasesFactory(leases, context.getEnvironment())
                .create(
                        partition,
                        listeners.orderedStream().toList(),
                        customizers.orderedStream().toList()));
    }
}
