package io.dynastore.embedded.model;

import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** GetItem. Its answer is the item. */
record GetStep(Read read, GetItemRequest request) implements Step {
    static GetStep of(Read read, Random random) {
        Text text = new Text(random);
        return new GetStep(
                read,
                GetItemRequest.builder()
                        .tableName(read.shape().table())
                        .key(read.key())
                        .projectionExpression(read.projection() == null ? null : text.paths(read.projection()))
                        .expressionAttributeNames(text.names())
                        .consistentRead(random.nextBoolean())
                        .build());
    }

    @Override
    public @Nullable Map<String, AttributeValue> expected(NaiveDatabase model) {
        return read.in(model);
    }

    @Override
    public @Nullable Map<String, AttributeValue> actual(DynamoDbClient client) {
        GetItemResponse response = client.getItem(request);
        return response.hasItem() ? Values.normal(response.item()) : null;
    }

    @Override
    public String toString() {
        return request.toString();
    }
}
