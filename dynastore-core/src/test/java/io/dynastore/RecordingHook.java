package io.dynastore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** Keeps the operations of a store and their requests, and replaces requests if a test wants it to. Not thread-safe. */
final class RecordingHook implements OperationHook {
    final List<Operation> operations = new ArrayList<>();
    final List<DynamoDbRequest> requests = new ArrayList<>();
    UnaryOperator<DynamoDbRequest> replacement = UnaryOperator.identity();

    /** The partition of a test's store, seen through a hook. */
    static Partition<String> hooked(TestStore store, OperationHook hook) {
        return DynaStore.builder(TestDynamoDb.client(store.http))
                .clock(store.clock)
                .hook(hook)
                .maxConcurrentRequests(1)
                .build()
                .table(TestStore.CRM)
                .partition(store.partition.name());
    }

    @Override
    public <T> T around(Operation operation, Supplier<T> execution) {
        operations.add(operation);
        return execution.get();
    }

    @Override
    public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
        requests.add(request);
        return replacement.apply(request);
    }

    Operation operation() {
        return operations.get(operations.size() - 1);
    }

    <R extends DynamoDbRequest> R request(Class<R> type) {
        return type.cast(requests.get(requests.size() - 1));
    }
}
