package io.dynastore.spring.autoconfigure.lease;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.lease.LeaseListener;
import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreProperties;
import io.dynastore.spring.autoconfigure.ReservedPartition;
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
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the {@link Leases}, with the properties under {@code dynastore.leases}. They are created when they are
 * first injected, so an application that uses no leases needs no table for them. They are released when the context closes, after
 * the beans that use them have stopped and before the client is closed. The {@link LeaseListener} beans are added in their order;
 * then the {@link LeasesBuilderCustomizer} beans are called.
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

    @Bean
    LeaseSettingsCheck dynaStoreLeaseSettingsCheck(
            LeaseProperties leases, DynaStoreProperties properties, DynaStore store, Environment environment) {
        return new LeaseSettingsCheck(leases, properties, store, environment);
    }

    /** Depends on the factory of the partitions, which initializes the tables even if the application defines the store. */
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
        Partition<?> partition = ReservedPartition.LEASES.find(leases.partition(), properties, store, context);
        return lifecycle.manage(new LeasesFactory(leases, context.getEnvironment())
                .create(
                        partition,
                        listeners.orderedStream().toList(),
                        customizers.orderedStream().toList()));
    }
}
