package io.dynastore.spring.autoconfigure;

import io.dynastore.TableDefinition;
import java.net.URI;
import java.time.Duration;
import java.util.List;
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
 * @param endpoint Endpoint of DynamoDB, instead of the endpoint of the region. A DynamoDB at a loopback address is assumed to
 *     check neither region nor credentials, so neither needs to be set.
 * @param region AWS region of the tables, instead of the one that the AWS SDK finds.
 * @param client The DynamoDB client that dynastore creates.
 * @param table Table that partitions are stored in unless they name another one.
 * @param tables Further tables, by a name that partitions refer to.
 * @param initializeTables Tables to create at startup if they do not exist.
 * @param partitions Partitions, by the name of their beans.
 * @param embedded The DynamoDB that runs in the application during development.
 * @param health The health indicator.
 * @param priming Priming of the operations.
 */
@ConfigurationProperties("dynastore")
public record DynaStoreProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable URI endpoint,
        @Nullable String region,
        @NestedConfigurationProperty @DefaultValue ClientProperties client,
        @NestedConfigurationProperty @DefaultValue TableProperties table,
        @DefaultValue Map<String, TableProperties> tables,
        @DefaultValue("embedded") TableInitializationMode initializeTables,
        @DefaultValue Map<String, PartitionProperties> partitions,
        @NestedConfigurationProperty @DefaultValue EmbeddedProperties embedded,
        @DefaultValue HealthProperties health,
        @DefaultValue PrimingProperties priming) {

    /**
     * Returns the definitions of the tables: of the default table, of the further tables, and of those that only partitions
     * name, each once.
     *
     * @return the definitions, in the order of the configuration
     * @throws FailureAnalyzedException if the configuration of a table or of a partition is invalid
     */
    public List<TableDefinition> tableDefinitions() {
        return List.copyOf(new ConfiguredTables(this).all());
    }

    /**
     * Returns the definition of the table that a partition is stored in, which is the default table for a partition that names
     * no other or is not configured.
     *
     * @param partition the name of the partition's bean
     * @return the definition
     * @throws FailureAnalyzedException if there is no such table, or the configuration of a table is invalid
     */
    public TableDefinition tableDefinition(String partition) {
        return new ConfiguredTables(this)
                .of(partition, partitions.getOrDefault(partition, PartitionProperties.DEFAULT));
    }

    /**
     * Properties of the priming, which shortens the first operations.
     *
     * @param enabled Whether the operations of all partitions, and of leases that are used, run without DynamoDB before the
     *     application is ready. Before a snapshot of the process (CRaC), they do so in any case.
     */
    public record PrimingProperties(@DefaultValue("false") boolean enabled) {}

    /**
     * Properties of the health indicator.
     *
     * @param timeout Time after which a table that does not answer is reported as down.
     * @param feedStalledAfter Time after which a change feed that makes no progress is reported as out of service.
     */
    public record HealthProperties(
            @DefaultValue("2s") Duration timeout,
            @DefaultValue("5m") Duration feedStalledAfter) {
        /**
         * Returns the timeout.
         *
         * @return the timeout, which is positive
         * @throws FailureAnalyzedException if the configured timeout is not
         */
        @Override
        public Duration timeout() {
            return positive("timeout", "2s", timeout);
        }

        /**
         * Returns the time after which a feed is reported.
         *
         * @return the time, which is positive
         * @throws FailureAnalyzedException if the configured time is not
         */
        @Override
        public Duration feedStalledAfter() {
            return positive("feed-stalled-after", "5m", feedStalledAfter);
        }

        private static Duration positive(String name, String example, Duration value) {
            if (value.isNegative() || value.isZero()) {
                String property = "dynastore.health." + name;
                throw new FailureAnalyzedException(
                        "'" + property + "' is invalid: it must be positive, but is " + value + ".",
                        "Set '" + property + "' to a duration such as " + example + ", or leave it out.");
            }
            return value;
        }
    }
}
