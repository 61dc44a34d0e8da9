package io.dynastore.embedded.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** BatchWriteItem: puts and deletes without conditions. Its answer is the items that were not processed. */
record BatchWriteStep(List<Write> writes) implements Step {
    @Override
    public Object expected(NaiveDatabase model) {
        // An invalid item fails the batch before anything is written.
        writes.forEach(write -> model.table(write.shape()).effect(write));
        writes.forEach(model::write);
        return Map.of();
    }

    @Override
    public Object actual(DynamoDbClient client) {
        return client.batchWriteItem(request()).unprocessedItems();
    }

    private BatchWriteItemRequest request() {
        Map<String, List<WriteRequest>> requests = new LinkedHashMap<>();
        for (Write write : writes) {
            requests.computeIfAbsent(write.shape().table(), table -> new ArrayList<>())
                    .add(request(write));
        }
        return BatchWriteItemRequest.builder().requestItems(requests).build();
    }

    private static WriteRequest request(Write write) {
        return write.kind() == Write.Kind.PUT
                ? WriteRequest.builder()
                        .putRequest(
                                PutRequest.builder().item(write.attributes()).build())
                        .build()
                : WriteRequest.builder()
                        .deleteRequest(
                                DeleteRequest.builder().key(write.attributes()).build())
                        .build();
    }

    @Override
    public String toString() {
        return request().toString();
    }
}
