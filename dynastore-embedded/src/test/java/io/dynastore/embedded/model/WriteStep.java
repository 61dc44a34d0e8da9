package io.dynastore.embedded.model;

import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** PutItem, UpdateItem or DeleteItem. Answers are the attributes that are returned. */
record WriteStep(Write write, DynamoDbRequest request) implements Step {
    static WriteStep of(Write write, Random random) {
        return new WriteStep(
                write,
                switch (write.kind()) {
                    case PUT -> Requests.put(write, random);
                    case UPDATE -> Requests.update(write, random);
                    default -> Requests.delete(write, random);
                });
    }

    @Override
    public @Nullable Map<String, AttributeValue> expected(NaiveDatabase model) {
        return model.write(write);
    }

    @Override
    public @Nullable Map<String, AttributeValue> actual(DynamoDbClient client) {
        if (request instanceof PutItemRequest put) {
            PutItemResponse response = client.putItem(put);
            return response.hasAttributes() ? Values.normal(response.attributes()) : null;
        }
        if (request instanceof UpdateItemRequest update) {
            UpdateItemResponse response = client.updateItem(update);
            return response.hasAttributes() ? Values.normal(response.attributes()) : null;
        }
        DeleteItemResponse response = client.deleteItem((DeleteItemRequest) request);
        return response.hasAttributes() ? Values.normal(response.attributes()) : null;
    }

    @Override
    public String toString() {
        return request.toString();
    }
}
