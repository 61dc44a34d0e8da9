package io.dynastore.embedded.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The content of the tables of {@link Job}. */
final class Survey {
    private final DynamoDbClient client;

    Survey(DynamoDbClient client) {
        this.client = client;
    }

    /** Returns all items of a writer as texts, by table and name. */
    Map<String, String> items(int writer) {
        Map<String, String> items = new TreeMap<>();
        for (String table : Job.TABLES) {
            query(table, null, "pk", "writer-" + writer)
                    .forEach(item -> items.put(table + "/" + text(item, "sk"), value(item)));
        }
        return items;
    }

    private static String value(Map<String, AttributeValue> item) {
        return item.get("seq").n() + " " + text(item, "grp") + " "
                + text(item, "filler").length();
    }

    private static String text(Map<String, AttributeValue> item, String attribute) {
        return item.get(attribute).s();
    }

    /** Returns the number of transactions that the item common to all of them has counted. */
    int total() {
        Map<String, AttributeValue> total = client.getItem(get -> get.tableName(Job.PLAIN)
                        .key(Map.of("pk", AttributeValue.fromS(Job.TOTAL), "sk", AttributeValue.fromS(Job.TOTAL))))
                .item();
        return total.containsKey("seq") ? Integer.parseInt(total.get("seq").n()) : 0;
    }

    /** Fails unless the indexes contain exactly the items of their tables. */
    void checkIndexes(int writers) {
        for (String table : List.of(Job.INDEXED, Job.ALSO_INDEXED)) {
            List<String> inTable = new ArrayList<>();
            List<String> ofTable = new ArrayList<>();
            List<String> inLocal = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                for (Map<String, AttributeValue> item : query(table, null, "pk", "writer-" + writer)) {
                    inTable.add(whole(item));
                    ofTable.add(keys(item));
                }
                query(table, "by-seq", "pk", "writer-" + writer).forEach(item -> inLocal.add(keys(item)));
            }
            List<String> inGlobal = new ArrayList<>();
            Job.groups()
                    .forEach(
                            group -> query(table, "by-group", "grp", group).forEach(item -> inGlobal.add(whole(item))));
            assertThat(inGlobal).as("by-group of %s", table).containsExactlyInAnyOrderElementsOf(inTable);
            assertThat(inLocal).as("by-seq of %s", table).containsExactlyInAnyOrderElementsOf(ofTable);
        }
    }

    private static String whole(Map<String, AttributeValue> item) {
        return keys(item) + " " + value(item);
    }

    private static String keys(Map<String, AttributeValue> item) {
        return text(item, "pk") + "/" + text(item, "sk") + " " + item.get("seq").n();
    }

    private List<Map<String, AttributeValue>> query(
            String table, @Nullable String index, String attribute, String value) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        client.queryPaginator(query -> query.tableName(table)
                        .indexName(index)
                        .keyConditionExpression(attribute + " = :v")
                        .expressionAttributeValues(Map.of(":v", AttributeValue.fromS(value))))
                .items()
                .forEach(items::add);
        return items;
    }

    /** Returns the differences between two maps of items. */
    static String difference(Map<String, String> one, Map<String, String> other) {
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        Map<String, String> differences = new HashMap<>();
        names.stream()
                .filter(name -> !java.util.Objects.equals(one.get(name), other.get(name)))
                .forEach(name -> differences.put(name, one.get(name) + " / " + other.get(name)));
        return differences.toString();
    }
}
