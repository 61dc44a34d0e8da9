package io.dynastore.embedded.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** BatchGetItem, with one projection for each table. Its answer counts the items of each table, regardless of order. */
record BatchGetStep(List<Read> reads, BatchGetItemRequest request) implements Step {
    static BatchGetStep of(List<Read> reads, Random random) {
        Map<String, List<Read>> byTable = reads.stream()
                .collect(Collectors.groupingBy(read -> read.shape().table(), TreeMap::new, Collectors.toList()));
        Map<String, KeysAndAttributes> requests = new HashMap<>();
        byTable.forEach((table, ofTable) -> requests.put(table, keys(ofTable, random)));
        return new BatchGetStep(
                reads, BatchGetItemRequest.builder().requestItems(requests).build());
    }

    private static KeysAndAttributes keys(List<Read> reads, Random random) {
        Text text = new Text(random);
        List<Path> projection = reads.get(0).projection();
        return KeysAndAttributes.builder()
                .keys(reads.stream().map(Read::key).toList())
                .projectionExpression(projection == null ? null : text.paths(projection))
                .expressionAttributeNames(text.names())
                .consistentRead(random.nextBoolean())
                .build();
    }

    @Override
    public Object expected(NaiveDatabase model) {
        Map<String, List<Map<String, AttributeValue>>> items = new TreeMap<>();
        for (Read read : reads) {
            List<Map<String, AttributeValue>> ofTable =
                    items.computeIfAbsent(read.shape().table(), table -> new ArrayList<>());
            ofTable.add(read.in(model));
            ofTable.removeIf(Objects::isNull);
        }
        return counted(items);
    }

    @Override
    public Object actual(DynamoDbClient client) {
        BatchGetItemResponse response = client.batchGetItem(request);
        if (!response.unprocessedKeys().isEmpty()) {
            return response;
        }
        Map<String, List<Map<String, AttributeValue>>> items = new TreeMap<>();
        response.responses()
                .forEach((table, ofTable) ->
                        items.put(table, ofTable.stream().map(Values::normal).toList()));
        return counted(items);
    }

    private static Object counted(Map<String, List<Map<String, AttributeValue>>> items) {
        Map<String, Map<Map<String, AttributeValue>, Integer>> counted = new TreeMap<>();
        items.forEach((table, ofTable) -> counted.put(table, Listing.counted(ofTable)));
        return counted;
    }

    @Override
    public String toString() {
        return request.toString();
    }
}
