package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What dynastore takes for granted about indexes, as {@link DynamoDbBehaviourTest} tests it for items. */
@Tag(TestDynamoDb.CONTRACT)
class DynamoDbIndexBehaviourTest {
    private static final int TOO_LARGE_WITH_COPIES = 250_000;

    private final TestStore test = new TestStore();
    private final DynamoDbClient client = test.raw();

    @Test
    void theLastKeyOfAPageOfAnIndexHasItsKeysAndThoseOfTheTable() {
        put("a", Map.of("created", AttributeValue.fromS("1")));
        put("b", Map.of("created", AttributeValue.fromS("2")));

        QueryResponse page = client.query(byCreated().limit(1).build());

        assertThat(page.lastEvaluatedKey()).containsOnlyKeys("id", "name", "created");
    }

    @Test
    void aListBeginsAfterAnyKeyAlsoOneThatIsNotThere() {
        put("a", Map.of("created", AttributeValue.fromS("1")));
        put("b", Map.of("created", AttributeValue.fromS("3")));
        Map<String, AttributeValue> between = new HashMap<>(test.itemKey("nobody"));
        between.put("created", AttributeValue.fromS("2"));

        QueryResponse page = client.query(byCreated().exclusiveStartKey(between).build());

        assertThat(page.items()).containsExactly(test.item("b"));
    }

    @Test
    void entriesWithEqualKeysInAnIndexComeInOneOrderFromPageToPage() {
        for (String key : List.of("c", "a", "e", "b", "d")) {
            put(key, Map.of("created", AttributeValue.fromS("same")));
        }
        List<Map<String, AttributeValue>> atOnce =
                client.query(byCreated().build()).items();
        List<Map<String, AttributeValue>> oneByOne = new ArrayList<>();
        QueryResponse page = client.query(byCreated().limit(1).build());
        oneByOne.addAll(page.items());
        while (page.hasLastEvaluatedKey()) {
            page = client.query(byCreated()
                    .limit(1)
                    .exclusiveStartKey(page.lastEvaluatedKey())
                    .build());
            oneByOne.addAll(page.items());
        }

        assertThat(oneByOne).hasSize(5).isEqualTo(atOnce);
    }

    @Test
    void copiesInLocalIndexesCountTowardsTheSizeOfAnItem() {
        put("k", Map.of("payload", text(TOO_LARGE_WITH_COPIES)));

        assertThatExceptionOfType(DynamoDbException.class)
                .isThrownBy(() -> put(
                        "k",
                        Map.of(
                                "payload",
                                text(TOO_LARGE_WITH_COPIES),
                                "created",
                                AttributeValue.fromS("1"),
                                "score",
                                AttributeValue.fromN("1"))))
                .satisfies(refusal -> assertThat(refusal.statusCode()).isEqualTo(400));
    }

    @Test
    void aTableIsActiveOnlyWhenTheIndexesAreThatItWasCreatedWith() {
        TableDefinition definition = TableDefinition.of(TestDynamoDb.uniqueName("indexed"))
                .index(Index.global("idx_user", "user", "created"));
        Table created = DynaStore.create(client).table(definition);
        created.createIfAbsent();

        TableDescription description = client.describeTable(describe -> describe.tableName(created.name()))
                .table();
        assertThat(description.globalSecondaryIndexes())
                .allSatisfy(index -> assertThat(index.indexStatus()).isEqualTo(IndexStatus.ACTIVE));
    }

    private void put(String key, Map<String, AttributeValue> attributes) {
        test.putItem(key, attributes);
    }

    private QueryRequest.Builder byCreated() {
        return QueryRequest.builder()
                .tableName(test.table.name())
                .indexName("idx_created")
                .consistentRead(true)
                .keyConditionExpression("id = :partition")
                .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS(test.partition.name())));
    }

    private static AttributeValue text(int length) {
        return AttributeValue.fromS("x".repeat(length));
    }
}
