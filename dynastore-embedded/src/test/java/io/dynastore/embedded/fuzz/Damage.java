package io.dynastore.embedded.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.stream.Follower;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A check that all tables of a database agree with their indexes, and can be read and written. */
final class Damage {
    private Damage() {}

    static void check(EmbeddedDynamoDb database) {
        try (DynamoDbClient client = EmbeddedClients.of(database)) {
            for (String name : client.listTablesPaginator().tableNames()) {
                TableDescription table = client.describeTable(describe -> describe.tableName(name))
                        .table();
                check(client, table);
                checkStream(database, client, table);
            }
        }
    }

    /** Fails unless the records of a table's stream, if it contains the items, lead to the table. */
    private static void checkStream(EmbeddedDynamoDb database, DynamoDbClient client, TableDescription table) {
        if (table.streamSpecification() == null
                || table.streamSpecification().streamViewType() != StreamViewType.NEW_AND_OLD_IMAGES) {
            return;
        }
        Follower follower = new Follower(table.latestStreamArn(), 1);
        try (DynamoDbStreamsClient streams = EmbeddedClients.streamsOf(database)) {
            follower.drain(streams);
        }
        assertThat(follower.items().values())
                .as("stream of %s", table.tableName())
                .containsExactlyInAnyOrderElementsOf(scan(client, table, null));
    }

    private static void check(DynamoDbClient client, TableDescription table) {
        List<Map<String, AttributeValue>> items = scan(client, table, null);
        for (Map<String, AttributeValue> item : items) {
            Map<String, AttributeValue> key = keys(item, table.keySchema());
            assertThat(client.getItem(get -> get.tableName(table.tableName()).key(key))
                            .item())
                    .isEqualTo(item);
            client.putItem(put -> put.tableName(table.tableName()).item(item));
        }
        table.globalSecondaryIndexes()
                .forEach(index -> checkIndex(client, table, items, index.indexName(), index.keySchema()));
        table.localSecondaryIndexes()
                .forEach(index -> checkIndex(client, table, items, index.indexName(), index.keySchema()));
    }

    private static void checkIndex(
            DynamoDbClient client,
            TableDescription table,
            List<Map<String, AttributeValue>> items,
            String index,
            List<KeySchemaElement> schema) {
        List<KeySchemaElement> both =
                Stream.concat(schema.stream(), table.keySchema().stream()).toList();
        List<Map<String, AttributeValue>> expected = items.stream()
                .filter(item -> schema.stream().allMatch(key -> isKey(table, key, item)))
                .map(item -> keys(item, both))
                .toList();
        List<Map<String, AttributeValue>> found = scan(client, table, index).stream()
                .map(item -> keys(item, both))
                .toList();
        assertThat(found).as("%s of %s", index, table.tableName()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static boolean isKey(TableDescription table, KeySchemaElement key, Map<String, AttributeValue> item) {
        AttributeDefinition definition = table.attributeDefinitions().stream()
                .filter(one -> one.attributeName().equals(key.attributeName()))
                .findFirst()
                .orElseThrow();
        AttributeValue value = item.get(key.attributeName());
        return value != null
                && value.type().name().equals(definition.attributeTypeAsString())
                && !"".equals(value.s())
                && (value.b() == null || value.b().asByteArray().length > 0);
    }

    private static Map<String, AttributeValue> keys(Map<String, AttributeValue> item, List<KeySchemaElement> schema) {
        Map<String, AttributeValue> keys = new java.util.TreeMap<>();
        schema.forEach(key -> keys.put(key.attributeName(), item.get(key.attributeName())));
        return keys;
    }

    private static List<Map<String, AttributeValue>> scan(
            DynamoDbClient client, TableDescription table, @Nullable String index) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        client.scanPaginator(ScanRequest.builder()
                        .tableName(table.tableName())
                        .indexName(index)
                        .build())
                .items()
                .forEach(items::add);
        return items;
    }
}
