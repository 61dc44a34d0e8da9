package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

class TableTest {
    private final DynamoDbClient client = new TestStore().raw();
    private final DynaStore store = DynaStore.create(client);
    private final String name = TestDynamoDb.uniqueName("created-table");

    @Test
    void aTableIsCreatedWithItsKeysAndIndexes() {
        TableDefinition definition = TableDefinition.of(name)
                .keys("pk", "sk")
                .index(Index.local("by_created", "created"))
                .index(Index.local("by_score", "score").withSortKeyType(ScalarAttributeType.N))
                .index(Index.global("by_user", "user", "created"))
                .index(Index.global("by_group", "group").withPartitionKeyType(ScalarAttributeType.N));
        assertThat(store.table(definition).createIfAbsent()).isTrue();

        TableDescription table = describe();
        assertThat(keys(table.keySchema())).isEqualTo("pk:HASH sk:RANGE");
        assertThat(table.localSecondaryIndexes().stream()
                        .collect(Collectors.toMap(index -> index.indexName(), index -> keys(index.keySchema()))))
                .isEqualTo(Map.of("by_created", "pk:HASH created:RANGE", "by_score", "pk:HASH score:RANGE"));
        assertThat(table.globalSecondaryIndexes().stream()
                        .collect(Collectors.toMap(index -> index.indexName(), index -> keys(index.keySchema()))))
                .isEqualTo(Map.of("by_user", "user:HASH created:RANGE", "by_group", "group:HASH"));
        assertThat(table.attributeDefinitions().stream()
                        .collect(Collectors.toMap(
                                AttributeDefinition::attributeName, AttributeDefinition::attributeTypeAsString)))
                .isEqualTo(Map.of("pk", "S", "sk", "S", "created", "S", "score", "N", "user", "S", "group", "N"));
        assertThat(table.localSecondaryIndexes())
                .allSatisfy(
                        index -> assertThat(index.projection().projectionType()).isEqualTo(ProjectionType.ALL));
        assertThat(table.globalSecondaryIndexes())
                .allSatisfy(
                        index -> assertThat(index.projection().projectionType()).isEqualTo(ProjectionType.ALL));
    }

    private static String keys(List<KeySchemaElement> schema) {
        return schema.stream()
                .map(key -> key.attributeName() + ":" + key.keyTypeAsString())
                .collect(Collectors.joining(" "));
    }

    @Test
    void aTableIsPaidOnDemandUnlessCapacityIsProvisioned() {
        Index byUser = Index.global("by_user", "user");
        store.table(TableDefinition.of(name).index(byUser)).createIfAbsent();
        assertThat(describe().billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);

        String provisioned = name + "-provisioned";
        store.table(TableDefinition.of(provisioned).index(byUser).provisioned(3, 4))
                .createIfAbsent();
        TableDescription table =
                client.describeTable(request -> request.tableName(provisioned)).table();
        assertThat(table.provisionedThroughput().readCapacityUnits()).isEqualTo(3);
        assertThat(table.provisionedThroughput().writeCapacityUnits()).isEqualTo(4);
        assertThat(table.globalSecondaryIndexes())
                .singleElement()
                .satisfies(index -> assertThat(index.provisionedThroughput().writeCapacityUnits())
                        .isEqualTo(4));
    }

    @Test
    void aTableThatIsThereIsNotCreatedAgain() {
        Table table = store.table(name);
        assertThat(table.createIfAbsent()).isTrue();
        table.partition("p").put("a", "1");
        assertThat(table.createIfAbsent()).isFalse();
        assertThat(store.table(name).createIfAbsent()).isFalse();
        assertThat(table.partition("p").get("a").value()).isEqualTo("1");
    }

    @Test
    void aTableThatIsThereButNotAsDefinedIsRefused() {
        store.table(name).createIfAbsent();
        Table other = store.table(TableDefinition.of(name).index(Index.local("by_created", "created")));
        assertThatThrownBy(other::createIfAbsent)
                .isInstanceOf(InvalidTableException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("by_created");
    }

    private TableDescription describe() {
        return client.describeTable(request -> request.tableName(name)).table();
    }

    /** The operation at which both wait for each other, so that each has seen the state before the other changed it. */
    @ParameterizedTest
    @ValueSource(strings = {"CreateTable", "UpdateTimeToLive"})
    void ofTwoThatCreateATableAtOnceOneDoes(String operation)
            throws InterruptedException, ExecutionException, TimeoutException {
        try (Meeting meeting = new Meeting(TestDynamoDb.http(), operation);
                DynamoDbClient meetingClient = TestDynamoDb.client(meeting)) {
            Table table = DynaStore.create(meetingClient).table(name);
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                Future<Boolean> one = threads.submit(() -> createAndUse(table, "one"));
                Future<Boolean> two = threads.submit(() -> createAndUse(table, "two"));
                assertThat(List.of(one.get(30, TimeUnit.SECONDS), two.get(30, TimeUnit.SECONDS)))
                        .containsExactlyInAnyOrder(true, false);
            } finally {
                threads.shutdownNow();
            }
        }
        assertThat(store.table(name).partition("p").count(Query.all())).isEqualTo(2);
    }

    private static boolean createAndUse(Table table, String key) {
        boolean created = table.createIfAbsent();
        table.partition("p").create(key, key);
        return created;
    }

    /** Holds back the first two requests of an operation until both are there. */
    private record Meeting(SdkHttpClient http, String operation, CountDownLatch bothThere) implements SdkHttpClient {
        Meeting(SdkHttpClient http, String operation) {
            this(http, operation, new CountDownLatch(2));
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            if (request.httpRequest()
                    .firstMatchingHeader("X-Amz-Target")
                    .orElse("")
                    .endsWith("." + operation)) {
                bothThere.countDown();
                try {
                    assertThat(bothThere.await(10, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
            return http.prepareRequest(request);
        }

        @Override
        public void close() {
            http.close();
        }
    }
}
