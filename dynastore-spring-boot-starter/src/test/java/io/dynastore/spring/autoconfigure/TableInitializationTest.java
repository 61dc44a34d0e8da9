package io.dynastore.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Index;
import io.dynastore.InvalidTableException;
import io.dynastore.Partition;
import io.dynastore.TableDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

class TableInitializationTest {
    private final String table = TestDynamoDb.uniqueTable();
    private final SentRequests sent = new SentRequests();

    /** A client of the application's own, on a DynamoDB that is not the embedded one as far as the starter can see. */
    private final ApplicationContextRunner runner = StarterContext.bare()
            .withBean("usersClient", DynamoDbClient.class, () -> TestDynamoDb.client(sent))
            .withPropertyValues("dynastore.table.name=" + table, "dynastore.partitions.customers.time-to-live=1d");

    @Test
    void byDefaultTablesAreCreatedInTheEmbeddedDynamoDbOnly() {
        StarterContext.bare()
                .withPropertyValues("dynastore.table.name=Tee", "dynastore.partitions.others.table=You")
                .run(context -> assertThat(ClientResolutionTest.storesClient(context)
                                .listTables()
                                .tableNames())
                        .containsExactlyInAnyOrder("Tee", "You"));
        runner.run(context -> {
            assertThat(sent.all()).isEmpty();
            assertThat(exists(table)).isFalse();
        });
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void alwaysCreatesThemAsConfiguredAndSaysSo(CapturedOutput output) {
        ApplicationContextRunner always = runner.withPropertyValues(
                "dynastore.initialize-tables=always",
                "dynastore.table.local-indexes.idx_created=created",
                "dynastore.table.global-indexes.idx_user.partition-key=user",
                "dynastore.table.billing-mode=provisioned",
                "dynastore.table.stream=true",
                "dynastore.table.read-capacity=3",
                "dynastore.table.write-capacity=4");
        always.run(context -> {
            assertThat(context).hasNotFailed();
            TableDescription created = describe();
            assertThat(created.localSecondaryIndexes()).singleElement().returns("idx_created", i -> i.indexName());
            assertThat(created.globalSecondaryIndexes()).singleElement().returns("idx_user", i -> i.indexName());
            assertThat(created.provisionedThroughput().readCapacityUnits()).isEqualTo(3);
            assertThat(created.provisionedThroughput().writeCapacityUnits()).isEqualTo(4);
            assertThat(created.streamSpecification().streamViewType()).isEqualTo(StreamViewType.NEW_AND_OLD_IMAGES);
            assertThat(output).containsOnlyOnce("Created the DynamoDB table '" + table + "'");
        });
        always.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(sent.of(CreateTableRequest.class)).hasSize(1);
            assertThat(output).containsOnlyOnce("Created the DynamoDB table");
        });
    }

    @Test
    void capacityIsOnDemandByDefault() {
        runner.withPropertyValues("dynastore.initialize-tables=always")
                .run(context -> assertThat(describe().billingModeSummary().billingMode())
                        .isEqualTo(BillingMode.PAY_PER_REQUEST));
    }

    @Test
    void neverTouchesNoTable() {
        StarterContext.bare()
                .withPropertyValues("dynastore.table.name=Tee", "dynastore.initialize-tables=never")
                .run(context -> assertThat(ClientResolutionTest.storesClient(context)
                                .listTables()
                                .tableNames())
                        .isEmpty());
        runner.withPropertyValues("dynastore.initialize-tables=never")
                .run(context -> assertThat(sent.all()).isEmpty());
    }

    @Test
    void aTableThatIsOtherThanConfiguredEndsTheStart() {
        DynaStore.create(TestDynamoDb.raw())
                .table(TableDefinition.of(table).keys("pk", "sk").index(Index.local("idx_created", "made")))
                .createIfAbsent();
        runner.withPropertyValues(
                        "dynastore.initialize-tables=always", "dynastore.table.local-indexes.idx_created=created")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidTableException.class)
                        .hasMessageContainingAll(table, "'pk' (S) and 'sk' (S) instead of 'id' (S) and 'name' (S)")
                        .hasMessageContaining("idx_created"));
    }

    @Test
    void validateAsksForTablesAsTheyAreConfigured() {
        ApplicationContextRunner validate = runner.withPropertyValues("dynastore.initialize-tables=validate");
        validate.run(
                context -> assertThat(context).getFailure().rootCause().isInstanceOf(ResourceNotFoundException.class));
        DynaStore.create(TestDynamoDb.raw()).table(table).createIfAbsent();
        validate.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(sent.of(CreateTableRequest.class)).isEmpty();
            assertThat(sent.of(UpdateTimeToLiveRequest.class)).isEmpty();
        });
        validate.withPropertyValues("dynastore.table.stream=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidTableException.class)
                        .hasMessageContaining("its stream is not enabled"));
        validate.withPropertyValues("dynastore.table.sort-key=sk")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidTableException.class)
                        .hasMessageContaining("'name' (S) instead of 'id' (S) and 'sk' (S)"));
    }

    @Test
    void validateCreatesTablesInTheEmbeddedDynamoDb() {
        StarterContext.bare()
                .withPropertyValues("dynastore.table.name=Tee", "dynastore.initialize-tables=validate")
                .run(context -> assertThat(ClientResolutionTest.storesClient(context)
                                .listTables()
                                .tableNames())
                        .containsExactly("Tee"));
    }

    /** Uses a partition as soon as it is made. */
    static final class EagerPartitionUser {
        final long version;

        EagerPartitionUser(Partition<String> customers) {
            version = customers.put("ada", "Ada").version();
        }
    }

    /** Uses the store as soon as it is made. */
    static final class EagerStoreUser {
        final long version;

        EagerStoreUser(DynaStore store, DynaStoreProperties properties) {
            String table = properties.table().name();
            version = store.table(table).partition("p").put("ada", "Ada").version();
        }
    }

    @Test
    void tablesAreThereBeforeAnybodyUsesThem() {
        ApplicationContextRunner always = runner.withPropertyValues("dynastore.initialize-tables=always");
        always.withBean(EagerPartitionUser.class)
                .run(context -> assertThat(context.getBean(EagerPartitionUser.class).version)
                        .isEqualTo(1));
        TestDynamoDb.raw().deleteTable(delete -> delete.tableName(table));
        always.withBean(EagerStoreUser.class)
                .run(context -> assertThat(context.getBean(EagerStoreUser.class).version)
                        .isEqualTo(1));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnStore {
        @Bean
        DynaStore ownStore(DynamoDbClient usersClient) {
            return DynaStore.create(usersClient);
        }
    }

    @Test
    void tablesAreThereForThePartitionsOfAnApplicationsOwnStore() {
        runner.withUserConfiguration(OwnStore.class)
                .withPropertyValues("dynastore.initialize-tables=always")
                .withBean(EagerPartitionUser.class)
                .run(context -> {
                    assertThat(context.getBean(EagerPartitionUser.class).version)
                            .isEqualTo(1);
                    assertThat(context.getBean("customers", Partition.class)
                                    .table()
                                    .name())
                            .isEqualTo(table);
                    assertThat(sent.all()).isNotEmpty();
                });
    }

    @Test
    void tablesOfAnApplicationsOwnStoreAreCreatedEvenWithoutPartitions() {
        StarterContext.bare()
                .withBean("usersClient", DynamoDbClient.class, () -> TestDynamoDb.client(sent))
                .withUserConfiguration(OwnStore.class)
                .withPropertyValues("dynastore.table.name=" + table, "dynastore.initialize-tables=always")
                .run(context -> assertThat(exists(table)).isTrue());
    }

    @Test
    void eachTableIsLookedAtOnce() {
        runner.withPropertyValues("dynastore.initialize-tables=always", "dynastore.partitions.more.table=" + table)
                .run(context -> assertThat(sent.all())
                        .extracting(SdkRequest::getClass)
                        .extracting(Class::getSimpleName)
                        .containsExactly(
                                "DescribeTableRequest",
                                "CreateTableRequest",
                                "DescribeTableRequest",
                                "DescribeTimeToLiveRequest",
                                "UpdateTimeToLiveRequest"));
    }

    private static boolean exists(String name) {
        return TestDynamoDb.raw().listTablesPaginator().tableNames().stream().anyMatch(name::equals);
    }

    private TableDescription describe() {
        return TestDynamoDb.raw()
                .describeTable(describe -> describe.tableName(table))
                .table();
    }
}
