package io.dynastore.embedded.model;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** TransactWriteItems. Its answer is always the same. */
record TransactWriteStep(List<Write> writes, @Nullable String token, TransactWriteItemsRequest request)
        implements Step {
    private static final String DONE = "done";

    static TransactWriteStep of(List<Write> writes, @Nullable String token, Random random) {
        return new TransactWriteStep(
                writes,
                token,
                TransactWriteItemsRequest.builder()
                        .transactItems(writes.stream()
                                .map(write -> Requests.action(write, random))
                                .toList())
                        .clientRequestToken(token)
                        .build());
    }

    @Override
    public String expected(NaiveDatabase model) {
        model.transact(writes, token);
        return DONE;
    }

    @Override
    public String actual(DynamoDbClient client) {
        client.transactWriteItems(request);
        return DONE;
    }

    @Override
    public String toString() {
        return request.toString();
    }
}
