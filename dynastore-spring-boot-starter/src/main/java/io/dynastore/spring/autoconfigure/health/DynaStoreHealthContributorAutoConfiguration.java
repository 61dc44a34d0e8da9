package io.dynastore.spring.autoconfigure.health;

import io.dynastore.DynaStore;
import io.dynastore.TableDefinition;
import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreProperties;
import io.dynastore.spring.health.DynaStoreHealthIndicator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the health contributor {@code dynastore}, which has a component for each table if several tables are
 * configured. If no table is configured, its status is unknown, which does not affect the health of the application. Set
 * {@code management.health.dynastore.enabled=false} to disable it.
 */
@AutoConfiguration(after = DynaStoreAutoConfiguration.class)
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean({DynaStore.class, DynaStoreAutoConfiguration.class})
@ConditionalOnEnabledHealthIndicator("dynastore")
@EnableConfigurationProperties(DynaStoreProperties.class)
public final class DynaStoreHealthContributorAutoConfiguration {
    DynaStoreHealthContributorAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = {"dynastoreHealthIndicator", "dynastoreHealthContributor"})
    HealthContributor dynastoreHealthContributor(
            DynaStore store, DynaStoreProperties properties, Environment environment) {
        Map<String, DynaStoreHealthIndicator> indicators = new LinkedHashMap<>();
        for (TableDefinition table : properties.tableDefinitions()) {
            indicators.put(
                    table.name(),
                    new DynaStoreHealthIndicator(
                            store,
                            table,
                            partitionOf(table, properties, environment),
                            properties.health().timeout()));
        }
        return switch (indicators.size()) {
            case 0 ->
                (HealthIndicator) () -> Health.unknown()
                        .withDetail("reason", "No table is configured by dynastore.table.name or dynastore.tables")
                        .build();
            case 1 -> indicators.values().iterator().next();
            default -> CompositeHealthContributor.fromMap(indicators);
        };
    }

    /** Returns a partition that the application may read, because its permissions may allow nothing else; null if none is known. */
    private static @Nullable String partitionOf(
            TableDefinition table, DynaStoreProperties properties, Environment environment) {
        return properties.partitions().entrySet().stream()
                .filter(partition ->
                        properties.tableDefinition(partition.getKey()).name().equals(table.name()))
                .findFirst()
                .map(partition ->
                        Objects.requireNonNullElse(partition.getValue().name(), partition.getKey()))
                .orElse(table.name().equals(properties.table().name()) ? ofLeases(environment) : null);
    }

    /** An application may use leases alone. If they have a partition that is configured, that was found before. */
    private static @Nullable String ofLeases(Environment environment) {
        return environment.getProperty("dynastore.leases.enabled", Boolean.class, true)
                ? environment.getProperty("dynastore.leases.partition", "leases")
                : null;
    }
}
