package io.dynastore.embedded.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;

/** TransactGetItems. Its answer is the items in the order of the request, null for those that are missing. */
record TransactGetStep(List<Read> reads, TransactGetItemsRequest request) implements Step {
    static TransactGetStep of(List<Read> reads, Random random) {
        return new TransactGetStep(
                reads,
                TransactGetItemsRequest.builder()
                        .transactItems(
                                reads.stream().map(read -> get(read, random)).toList())
                        .build());
    }

    private static TransactGetItem get(Read read, Random random) {
        Text text = new Text(random);
        Get get = Get.builder()
                .tableName(read.shape().table())
                .key(read.key())
                .projectionExpression(read.projection() == null ? null : text.paths(read.projection()))
                .expressionAttributeNames(text.names())
                .build();
        return TransactGetItem.builder().get(get).build();
    }

    @Override
    public Object expected(NaiveDatabase model) {
        List<@Nullable Map<String, AttributeValue>> items = new ArrayList<>();
        reads.forEach(read -> items.add(read.in(model)));
        return items;
    }

    @Override
    public Object actual(DynamoDbClient client) {
        List<@Nullable Map<String, AttributeValue>> items = new ArrayList<>();
        for (ItemResponse response : client.transactGetItems(request).responses()) {
            items.add(response.hasItem() ? Values.normal(response.item()) : null);
        }
        return items;
    }

    @Override
    public String toString() {
        return request.toString();
    }
}
