package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.TableDefinition;
import io.dynastore.spring.health.DynaStoreHealthIndicator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Adds the health of the configured tables as {@code dynastore}; of several tables, each as a part of it, and of none, as
 * unknown, which does no harm to the health of the application.
 * {@code management.health.dynastore.enabled=false} switches it off.
 */
@AutoConfiguration(after = DynaStoreAutoConfiguration.class)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean({DynaStore.class, ConfiguredTables.class})
@ConditionalOnEnabledHealthIndicator("dynastore")
@EnableConfigurationProperties(DynaStoreProperties.class)
public final class DynaStoreHealthContributorAutoConfiguration {
    DynaStoreHealthContributorAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = {"dynastoreHealthIndicator", "dynastoreHealthContributor"})
    HealthContributor dynastoreHealthContributor(
            DynaStore store, ConfiguredTables tables, DynaStoreProperties properties) {
        Map<String, DynaStoreHealthIndicator> indicators = new LinkedHashMap<>();
        for (TableDefinition table : tables.all()) {
            indicators.put(
                    table.name(),
                    new DynaStoreHealthIndicator(
                            store,
                            table,
                            tables.partitionOf(table),
                            properties.health().positiveTimeout()));
        }
        return switch (indicators.size()) {
            case 0 ->
                (HealthIndicator) () -> Health.unknown()
                        .withDetail("reason", "No table is configured, by dynastore.table.name or dynastore.tables")
                        .build();
            case 1 -> indicators.values().iterator().next();
            default -> CompositeHealthContributor.fromMap(indicators);
        };
    }
}
