package io.dynastore.spring.autoconfigure.actuate;

import io.dynastore.DynaStore;
import io.dynastore.TableDefinition;
import io.dynastore.lease.Leases;
import io.dynastore.spring.actuate.DynaStoreEndpoint;
import io.dynastore.spring.actuate.PartitionDescription;
import io.dynastore.spring.actuate.TableDescription;
import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreProperties;
import io.dynastore.spring.autoconfigure.lease.DynaStoreLeasesAutoConfiguration;
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

/** Auto-configuration of the actuator endpoint {@code dynastore}, if it is exposed. */
@AutoConfiguration(after = {DynaStoreAutoConfiguration.class, DynaStoreLeasesAutoConfiguration.class})
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(DynaStoreEndpoint.class)
@ConditionalOnBean({DynaStore.class, DynaStoreAutoConfiguration.class})
@EnableConfigurationProperties(DynaStoreProperties.class)
public final class DynaStoreEndpointAutoConfiguration {
    DynaStoreEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    DynaStoreEndpoint dynaStoreEndpoint(
            DynaStore store, DynaStoreProperties properties, ObjectProvider<Leases> leases) {
        List<TableDescription.Source> sources = properties.tableDefinitions().stream()
                .map(TableDefinition::name)
                .map(name -> new TableDescription.Source(
                        store.client(), name, properties.health().timeout()))
                .toList();
        return new DynaStoreEndpoint(sources, partitions(properties), leases::getIfUnique);
    }

    private static Map<String, PartitionDescription> partitions(DynaStoreProperties properties) {
        Map<String, PartitionDescription> partitions = new LinkedHashMap<>();
        properties
                .partitions()
                .forEach((id, partition) -> partitions.put(
                        id,
                        new PartitionDescription(
                                partition.name() == null ? id : partition.name(),
                                properties.tableDefinition(id).name(),
                                partition.type().getName(),
                                partition.fields(),
                                partition.timeToLive(),
                                partition.consistentReads())));
        return partitions;
    }
}
