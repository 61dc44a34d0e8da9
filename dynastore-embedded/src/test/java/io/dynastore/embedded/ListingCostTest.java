package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A page of a list reads at most one item more than it returns, wherever in the partition it begins. */
class ListingCostTest {
    private static final int ITEMS = 1_000;

    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
    private final DynamoDbClient client = EmbeddedClients.of(database);

    @BeforeEach
    void fill() {
        Tables.createIndexed(client, "list");
        List<WriteRequest> writes = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            Map<String, AttributeValue> item = Map.of(
                    "pk", AttributeValue.fromS("p"),
                    "sk", AttributeValue.fromS("%04d".formatted(i)),
                    "grp", AttributeValue.fromS("g"),
                    "seq", AttributeValue.fromN(Integer.toString(i)),
                    "filler", AttributeValue.fromS("f".repeat(5_000)));
            writes.add(WriteRequest.builder()
                    .putRequest(PutRequest.builder().item(item).build())
                    .build());
            if (writes.size() == 25) {
                client.batchWriteItem(batch -> batch.requestItems(Map.of("list", writes)));
                writes.clear();
            }
        }
    }

    @AfterEach
    void close() {
        client.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        ", pk, p, true, 100",
        ", pk, p, false, 100",
        ", pk, p, true, 7",
        ", pk, p, true, 1000",
        "by-group, grp, g, true, 100",
        "by-group, grp, g, false, 33",
        "by-seq, pk, p, true, 100",
    })
    void aPageOfALimitLooksAtNoMoreThanOneItemMore(
            String index, String attribute, String value, boolean forward, int limit) {
        QueryRequest request = QueryRequest.builder()
                .tableName("list")
                .indexName(index)
                .keyConditionExpression(attribute + " = :v")
                .expressionAttributeValues(Map.of(":v", AttributeValue.fromS(value)))
                .scanIndexForward(forward)
                .limit(limit)
                .build();
        assertThat(list(request)).isEqualTo(ITEMS);
    }

    @Test
    void aPageOfAMegabyteLooksAtNoMoreThanOneItemMore() {
        QueryRequest request = QueryRequest.builder()
                .tableName("list")
                .keyConditionExpression("pk = :v")
                .expressionAttributeValues(Map.of(":v", AttributeValue.fromS("p")))
                .build();
        assertThat(list(request)).isEqualTo(ITEMS);
    }

    /** Reads all pages and returns the number of items. */
    private int list(QueryRequest first) {
        int items = 0;
        QueryRequest request = first;
        while (true) {
            long before = Raw.itemsVisited(database);
            QueryResponse page = client.query(request);
            assertThat(Raw.itemsVisited(database) - before).isLessThanOrEqualTo(page.count() + 1L);
            items += page.count();
            if (!page.hasLastEvaluatedKey()) {
                return items;
            }
            request =
                    first.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).build();
        }
    }
}
