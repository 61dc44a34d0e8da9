package io.dynastore;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbStreamsRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * The permissions that the requests of a client need: actions of IAM, each on the table, an index or the stream. A transaction needs
 * those of its actions, and none of its own.
 */
final class NeededPermissions implements ExecutionInterceptor {
    private final Set<String> permissions = new ConcurrentSkipListSet<>();

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        if (context.request() instanceof TransactWriteItemsRequest transaction) {
            transaction.transactItems().stream()
                    .flatMap(NeededPermissions::actions)
                    .forEach(action -> permissions.add(action + " on table"));
        } else if (context.request() instanceof QueryRequest query && query.indexName() != null) {
            permissions.add(operation + " on index");
        } else if (context.request() instanceof DynamoDbStreamsRequest) {
            permissions.add(operation + " on stream");
        } else {
            permissions.add(operation + " on table");
        }
    }

    private static Stream<String> actions(TransactWriteItem item) {
        return Stream.of(
                        item.put() == null ? null : "PutItem",
                        item.update() == null ? null : "UpdateItem",
                        item.delete() == null ? null : "DeleteItem",
                        item.conditionCheck() == null ? null : "ConditionCheckItem")
                .filter(action -> action != null);
    }

    /** What the action needs. */
    Set<String> of(Runnable action) {
        permissions.clear();
        action.run();
        return Set.copyOf(permissions);
    }
}
