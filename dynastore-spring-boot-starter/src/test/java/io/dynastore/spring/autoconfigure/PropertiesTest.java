package io.dynastore.spring.autoconfigure;

import static io.dynastore.spring.autoconfigure.StarterContext.withYaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Codec;
import io.dynastore.Index;
import io.dynastore.Partition;
import io.dynastore.TableDefinition;
import io.dynastore.spring.autoconfigure.lease.LeaseProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class PropertiesTest {
    record Customer(String name, String created) {}

    private static final String FULL = """
            dynastore:
              endpoint: http://127.0.0.1:1
              region: eu-central-1
              table:
                name: CRMTable
                local-indexes:
                  idx_created: created
                  idx_score: { sort-key: score, sort-key-type: number }
                global-indexes:
                  idx_user: { partition-key: user, sort-key: created }
                  idx_group: { partition-key: group, partition-key-type: number }
                billing-mode: provisioned
                read-capacity: 5
                write-capacity: 6
                stream: true
              tables:
                audit:
                  name: Audit.Table_1
                  partition-key: pk
                  sort-key: sk
                Sessions: {}
              initialize-tables: never
              partitions:
                customers: { type: "%s", fields: [created], time-to-live: 30d }
                locks: {}
                blobs: { type: "byte[]", consistent-reads: true }
                raw: { type: software.amazon.awssdk.services.dynamodb.model.AttributeValue, name: raw/data }
                trail: { table: audit }
                trail2: { table: Audit.Table_1 }
                sessions: { table: Sessions, type: java.lang.String }
              leases:
                enabled: true
                partition: coordination
                duration: 15s
                renewal: false
                holder: me
                clock-skew: 2s
                takeover-by-deadline: false
                poll-interval: 100ms
                retention: 2d
                expiry-warning: 0.25
                max-concurrent-requests: 7
                spring-integration: { enabled: false, prefix: locks/ }
                shedlock: { enabled: false, prefix: jobs/ }
              embedded: { enabled: false, port: 8000, path: /tmp/dynamo }
              health: { timeout: 500ms }
            """.formatted(Customer.class.getName());

    private final ApplicationContextRunner runner = withYaml(StarterContext.bare(), FULL);

    @Test
    void everyPropertyOfTheDesignBinds() {
        runner.run(context -> {
            DynaStoreProperties properties = context.getBean(DynaStoreProperties.class);
            assertThat(properties.endpoint()).isEqualTo(URI.create("http://127.0.0.1:1"));
            assertThat(properties.region()).isEqualTo("eu-central-1");
            assertThat(properties.initializeTables()).isEqualTo(TableInitializationMode.NEVER);
            assertThat(properties.embedded()).isEqualTo(new EmbeddedProperties(false, 8000, Path.of("/tmp/dynamo")));
            assertThat(properties.health().timeout()).isEqualTo(Duration.ofMillis(500));
            assertThat(context.getBean(LeaseProperties.class))
                    .isEqualTo(new LeaseProperties(
                            true,
                            "coordination",
                            Duration.ofSeconds(15),
                            false,
                            "me",
                            Duration.ofSeconds(2),
                            false,
                            Duration.ofMillis(100),
                            Duration.ofDays(2),
                            0.25,
                            7,
                            new LeaseProperties.SpringIntegrationProperties(false, "locks/"),
                            new LeaseProperties.ShedLockProperties(false, "jobs/")));
            assertThat(properties.partitions())
                    .containsEntry(
                            "customers",
                            new PartitionProperties(
                                    null, null, Customer.class, List.of("created"), Duration.ofDays(30), false, null))
                    .containsEntry(
                            "locks", new PartitionProperties(null, null, String.class, List.of(), null, false, null))
                    .containsEntry(
                            "blobs", new PartitionProperties(null, null, byte[].class, List.of(), null, true, null));
        });
    }

    @Test
    void nothingNeedsToBeSet() {
        StarterContext.bare().run(context -> {
            DynaStoreProperties properties = context.getBean(DynaStoreProperties.class);
            assertThat(properties.enabled()).isTrue();
            assertThat(properties.endpoint()).isNull();
            assertThat(properties.region()).isNull();
            assertThat(properties.table().name()).isNull();
            assertThat(properties.table().partitionKey()).isEqualTo("id");
            assertThat(properties.table().sortKey()).isEqualTo("name");
            assertThat(properties.tables()).isEmpty();
            assertThat(properties.partitions()).isEmpty();
            assertThat(properties.initializeTables()).isEqualTo(TableInitializationMode.EMBEDDED);
            assertThat(properties.embedded()).isEqualTo(new EmbeddedProperties(null, 0, null));
            assertThat(properties.health().timeout()).isEqualTo(Duration.ofSeconds(2));
        });
    }

    @Test
    void indexesKeepTheirNamesAndTypes() {
        runner.run(context -> {
            TableDefinition table =
                    partition(context.getBean("customers")).table().definition();
            assertThat(table.name()).isEqualTo("CRMTable");
            assertThat(table.indexes())
                    .containsExactlyInAnyOrder(
                            Index.local("idx_created", "created"),
                            Index.local("idx_score", "score").withSortKeyType(ScalarAttributeType.N),
                            Index.global("idx_user", "user", "created"),
                            Index.global("idx_group", "group").withPartitionKeyType(ScalarAttributeType.N));
            assertThat(table.throughput()).isNotNull();
            assertThat(table.throughput().readCapacityUnits()).isEqualTo(5);
            assertThat(table.throughput().writeCapacityUnits()).isEqualTo(6);
            assertThat(table.hasStream()).isTrue();
        });
    }

    @Test
    void aPartitionFindsItsTableByIdOrByName() {
        runner.run(context -> {
            assertThat(Map.of(
                            "locks", tableOf(context.getBean("locks")).name(),
                            "trail", tableOf(context.getBean("trail")).name(),
                            "trail2", tableOf(context.getBean("trail2")).name(),
                            "sessions", tableOf(context.getBean("sessions")).name()))
                    .isEqualTo(Map.of(
                            "locks", "CRMTable",
                            "trail", "Audit.Table_1",
                            "trail2", "Audit.Table_1",
                            "sessions", "Sessions"));
            assertThat(tableOf(context.getBean("trail2")).partitionKey()).isEqualTo("pk");
            assertThat(tableOf(context.getBean("trail2")).sortKey()).isEqualTo("sk");
        });
    }

    @Test
    void aPartitionIsStoredUnderItsIdUnlessItIsNamedOtherwise() {
        runner.run(context -> {
            assertThat(partition(context.getBean("customers")).name()).isEqualTo("customers");
            assertThat(partition(context.getBean("raw")).name()).isEqualTo("raw/data");
        });
    }

    @Test
    void theTypeDecidesHowValuesAreStored() {
        runner.run(context -> {
            assertThat(codecOf(context.getBean("customers")))
                    .startsWith("JsonCodec[" + Customer.class.getName())
                    .contains("created");
            assertThat(partition(context.getBean("locks")).codec()).isSameAs(Codec.string());
            assertThat(partition(context.getBean("blobs")).codec()).isSameAs(Codec.bytes());
            assertThat(partition(context.getBean("raw")).codec()).isSameAs(Codec.attribute());
        });
    }

    private static Partition<?> partition(Object bean) {
        return (Partition<?>) bean;
    }

    private static TableDefinition tableOf(Object bean) {
        return partition(bean).table().definition();
    }

    private static String codecOf(Object bean) {
        return partition(bean).codec().toString();
    }
}
