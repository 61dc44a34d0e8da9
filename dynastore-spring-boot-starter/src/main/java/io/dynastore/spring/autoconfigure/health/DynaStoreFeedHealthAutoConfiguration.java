package io.dynastore.spring.autoconfigure.health;

import io.dynastore.spring.autoconfigure.DynaStoreProperties;
import io.dynastore.spring.health.ChangeFeedsHealthIndicator;
import io.dynastore.spring.watch.ChangeFeeds;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of the health contributor {@code dynastoreFeeds}, which an application has only if it has change feeds. Set
 * {@code management.health.dynastore-feeds.enabled=false} to disable it.
 */
@AutoConfiguration(
        afterName = "io.dynastore.spring.autoconfigure.watch.DynaStoreWatchAutoConfiguration",
        beforeName = "org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration")
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(ChangeFeeds.class)
@ConditionalOnEnabledHealthIndicator("dynastore-feeds")
@EnableConfigurationProperties(DynaStoreProperties.class)
public final class DynaStoreFeedHealthAutoConfiguration {
    private static final String NAME = "dynastoreFeeds";

    DynaStoreFeedHealthAutoConfiguration() {}

    /** Whether there are feeds is known when all singletons exist. Groups of contributors are checked after that. */
    @Bean
    @Lazy(false)
    SmartInitializingSingleton dynaStoreFeedHealth(
            ChangeFeeds feeds, DynaStoreProperties properties, ObjectProvider<HealthContributorRegistry> registries) {
        return () -> {
            if (!feeds.isEmpty()) {
                registries.ifAvailable(registry -> {
                    if (registry.getContributor(NAME) == null) {
                        registry.registerContributor(
                                NAME,
                                new ChangeFeedsHealthIndicator(
                                        feeds, properties.health().feedStalledAfter(), Clock.systemUTC()));
                    }
                });
            }
        };
    }
}
