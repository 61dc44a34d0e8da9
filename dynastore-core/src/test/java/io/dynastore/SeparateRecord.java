package io.dynastore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Takes the record of an idempotent operation out of its transaction, and writes it afterwards: what a store must not do. */
final class SeparateRecord implements OperationHook {
    private final DynamoDbClient client;
    private @Nullable Put taken;

    /** Takes a client that meets no faults. */
    SeparateRecord(DynamoDbClient client) {
        this.client = client;
    }

    @Override
    public <T> T around(Operation operation, Supplier<T> execution) {
        taken = null;
        T result = execution.get();
        Put later = taken;
        if (later != null) {
            client.putItem(put -> put.tableName(later.tableName()).item(later.item()));
        }
        return result;
    }

    @Override
    public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
        if (!(request instanceof TransactWriteItemsRequest transaction)) {
            return request;
        }
        List<TransactWriteItem> others = new ArrayList<>();
        for (TransactWriteItem item : transaction.transactItems()) {
            if (item.put() == null) {
                others.add(item);
            } else {
                taken = item.put();
            }
        }
        return transaction.toBuilder().transactItems(others).build();
    }
}
