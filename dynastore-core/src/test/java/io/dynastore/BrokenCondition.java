package io.dynastore;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Takes a part out of the condition of updates and deletes, as if the store had forgotten it. */
final class BrokenCondition implements OperationHook {
    private static final String VERSION = "version = :version AND ";
    private static final String WRITE_ID = "writeId = :expected AND ";

    private final String forgotten;
    private final AtomicInteger broken = new AtomicInteger();

    private BrokenCondition(String forgotten) {
        this.forgotten = forgotten;
    }

    static BrokenCondition withoutVersion() {
        return new BrokenCondition(VERSION);
    }

    static BrokenCondition withoutWriteId() {
        return new BrokenCondition(WRITE_ID);
    }

    static BrokenCondition withoutRevision() {
        return new BrokenCondition(VERSION + WRITE_ID);
    }

    /** How many requests were broken; none if the store words its conditions otherwise by now. */
    int broken() {
        return broken.get();
    }

    @Override
    public DynamoDbRequest beforeRequest(Operation operation, DynamoDbRequest request) {
        if (request instanceof UpdateItemRequest update
                && update.conditionExpression().contains(forgotten)) {
            return update.toBuilder()
                    .conditionExpression(without(update.conditionExpression()))
                    .expressionAttributeValues(without(update.expressionAttributeValues()))
                    .build();
        }
        if (request instanceof DeleteItemRequest delete
                && delete.conditionExpression().contains(forgotten)) {
            return delete.toBuilder()
                    .conditionExpression(without(delete.conditionExpression()))
                    .expressionAttributeValues(without(delete.expressionAttributeValues()))
                    .build();
        }
        return request;
    }

    private String without(String condition) {
        broken.incrementAndGet();
        return condition.replace(forgotten, "");
    }

    private Map<String, AttributeValue> without(Map<String, AttributeValue> values) {
        Map<String, AttributeValue> used = new HashMap<>(values);
        used.keySet().removeIf(forgotten::contains);
        return used;
    }
}
