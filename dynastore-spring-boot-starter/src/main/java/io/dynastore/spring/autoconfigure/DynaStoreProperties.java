package io.dynastore.spring.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Configuration properties for dynastore.
 *
 * @param enabled Whether dynastore is auto-configured.
 * @param endpoint Endpoint of DynamoDB, to use another than the region's. A loopback address is taken for a
 *     DynamoDB that checks neither region nor credentials: then neither needs to be set.
 * @param region AWS region of the tables, to use another than the one that the AWS SDK finds.
 * @param table Table that partitions are stored in unless they name another.
 * @param tables Further tables, by a name of your choice that partitions refer to.
 * @param initializeTables Which tables to create at startup where they do not exist.
 * @param partitions Partitions, by the name of their bean.
 * @param leases Leases, for coordination between instances.
 * @param embedded The DynamoDB that runs in the application itself during development.
 * @param health The health indicator.
 */
@ConfigurationProperties("dynastore")
public record DynaStoreProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable URI endpoint,
        @Nullable String region,
        @NestedConfigurationProperty @DefaultValue TableProperties table,
        @DefaultValue Map<String, TableProperties> tables,
        @DefaultValue("embedded") TableInitializationMode initializeTables,
        @DefaultValue Map<String, PartitionProperties> partitions,
        @NestedConfigurationProperty @DefaultValue LeaseProperties leases,
        @NestedConfigurationProperty @DefaultValue EmbeddedProperties embedded,
        @DefaultValue HealthProperties health) {

    /**
     * Properties of the health indicator.
     *
     * @param timeout Time after which a table that does not answer is reported as down.
     */
    public record HealthProperties(@DefaultValue("2s") Duration timeout) {
        Duration positiveTimeout() {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new FailureAnalyzedException(
                        "'dynastore.health.timeout' is not possible: It must be positive, but is " + timeout + ".",
                        "Set 'dynastore.health.timeout' to a duration such as 2s, or leave it out.");
            }
            return timeout;
        }
    }
}
