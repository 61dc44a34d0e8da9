package io.dynastore.spring.autoconfigure.integration;

import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.lease.DynaStoreLeasesAutoConfiguration;
import io.dynastore.spring.autoconfigure.lease.LeaseProperties;
import io.dynastore.spring.integration.LeaseLockRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.integration.support.locks.RenewableLockRegistry;

/** Auto-configuration of a {@link LockRegistry} of Spring Integration that uses the {@link Leases}. */
@AutoConfiguration(
        after = DynaStoreLeasesAutoConfiguration.class,
        afterName = "org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration")
@ConditionalOnClass(RenewableLockRegistry.class)
@ConditionalOnBooleanProperty(name = "dynastore.leases.spring-integration.enabled", matchIfMissing = true)
@ConditionalOnSingleCandidate(Leases.class)
@EnableConfigurationProperties(LeaseProperties.class)
public final class DynaStoreLockRegistryAutoConfiguration {
    DynaStoreLockRegistryAutoConfiguration() {}

    @Bean
    @Lazy
    @ConditionalOnMissingBean(LockRegistry.class)
    LeaseLockRegistry dynaStoreLockRegistry(Leases leases, LeaseProperties properties) {
        return new LeaseLockRegistry(leases, properties.springIntegration().prefix());
    }
}
