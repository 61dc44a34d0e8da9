package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.TableDefinition;
import io.dynastore.lease.Leases;
import io.dynastore.spring.actuate.DynaStoreEndpoint;
import io.dynastore.spring.actuate.PartitionDescription;
import io.dynastore.spring.actuate.TableDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Adds the actuator endpoint {@code dynastore}, where it is exposed. */
@AutoConfiguration(after = {DynaStoreAutoConfiguration.class, DynaStoreLeasesAutoConfiguration.class})
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(DynaStoreEndpoint.class)
@ConditionalOnBean({DynaStore.class, ConfiguredTables.class})
@EnableConfigurationProperties(DynaStoreProperties.class)
public final class DynaStoreEndpointAutoConfiguration {
    DynaStoreEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    DynaStoreEndpoint dynaStoreEndpoint(
            DynaStore store, ConfiguredTables tables, DynaStoreProperties properties, ObjectProvider<Leases> leases) {
        List<TableDescription.Source> sources = tables.all().stream()
                .map(TableDefinition::name)
                .map(name -> new TableDescription.Source(
                        store.client(), name, properties.health().positiveTimeout()))
                .toList();
        return new DynaStoreEndpoint(sources, partitions(tables, properties), leases::getIfUnique);
    }

    private static Map<String, PartitionDescription> partitions(
            ConfiguredTables tables, DynaStoreProperties properties) {
        Map<String, PartitionDescription> partitions = new LinkedHashMap<>();
        properties
                .partitions()
                .forEach((id, partition) -> partitions.put(
                        id,
                        new PartitionDescription(
                                partition.name() == null ? id : partition.name(),
                                tables.of(id, partition).name(),
                                partition.type().getName(),
                                partition.fields(),
                                partition.timeToLive(),
                                partition.consistentReads())));
        return partitions;
    }
}
