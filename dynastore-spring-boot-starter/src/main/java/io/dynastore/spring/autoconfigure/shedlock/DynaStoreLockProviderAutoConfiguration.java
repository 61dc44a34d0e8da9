package io.dynastore.spring.autoconfigure.shedlock;

import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.lease.DynaStoreLeasesAutoConfiguration;
import io.dynastore.spring.autoconfigure.lease.LeaseProperties;
import io.dynastore.spring.shedlock.LeaseLockProvider;
import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Auto-configuration of a {@link LockProvider} of ShedLock that uses the {@link Leases}. */
@AutoConfiguration(after = DynaStoreLeasesAutoConfiguration.class)
@ConditionalOnClass(ExtensibleLockProvider.class)
@ConditionalOnBooleanProperty(name = "dynastore.leases.shedlock.enabled", matchIfMissing = true)
@ConditionalOnSingleCandidate(Leases.class)
@EnableConfigurationProperties(LeaseProperties.class)
public final class DynaStoreLockProviderAutoConfiguration {
    DynaStoreLockProviderAutoConfiguration() {}

    @Bean
    @Lazy
    @ConditionalOnMissingBean(LockProvider.class)
    LeaseLockProvider dynaStoreLockProvider(Leases leases, LeaseProperties properties) {
        return new LeaseLockProvider(leases, properties.shedlock().prefix());
    }
}
