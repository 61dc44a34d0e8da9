package io.dynastore.embedded.crash;

import io.dynastore.embedded.crash.Job.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Sends the jobs of one writer. */
final class Writer {
    private final DynamoDbClient client;
    private final int writer;

    Writer(DynamoDbClient client, int writer) {
        this.client = client;
        this.writer = writer;
    }

    static Map<String, AttributeValue> key(int writer, String item) {
        return Map.of("pk", AttributeValue.fromS("writer-" + writer), "sk", AttributeValue.fromS(item));
    }

    void send(Job job) {
        List<Change> changes = job.changes();
        if (job.isTransaction()) {
            transact(job, changes);
            return;
        }
        Change change = changes.get(0);
        if (change.group() == null) {
            client.deleteItem(delete -> delete.tableName(change.table()).key(key(writer, change.item())));
        } else if (change.table().equals(Job.PLAIN)) {
            client.putItem(put -> put.tableName(change.table()).item(item(job, change)));
        } else {
            client.updateItem(update -> update.tableName(change.table())
                    .key(key(writer, change.item()))
                    .updateExpression("SET grp = :g, seq = :n, filler = :f")
                    .expressionAttributeValues(values(job, change)));
        }
    }

    private void transact(Job job, List<Change> changes) {
        List<TransactWriteItem> actions = new ArrayList<>();
        changes.forEach(change -> actions.add(action(job, change)));
        actions.add(TransactWriteItem.builder()
                .update(update -> update.tableName(Job.PLAIN)
                        .key(Map.of("pk", AttributeValue.fromS(Job.TOTAL), "sk", AttributeValue.fromS(Job.TOTAL)))
                        .updateExpression("ADD seq :one")
                        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))))
                .build());
        while (true) {
            try {
                client.transactWriteItems(request -> request.transactItems(actions));
                return;
            } catch (TransactionCanceledException e) {
                // All writers count in one item, so that they may conflict.
                if (e.cancellationReasons().stream().noneMatch(reason -> "TransactionConflict".equals(reason.code()))) {
                    throw e;
                }
            }
        }
    }

    private TransactWriteItem action(Job job, Change change) {
        TransactWriteItem.Builder action = TransactWriteItem.builder();
        if (change.group() == null) {
            action.delete(delete -> delete.tableName(change.table()).key(key(writer, change.item())));
        } else if (change.table().equals(Job.PLAIN)) {
            action.put(put -> put.tableName(change.table()).item(item(job, change)));
        } else {
            action.update(update -> update.tableName(change.table())
                    .key(key(writer, change.item()))
                    .updateExpression("SET grp = :g, seq = :n, filler = :f")
                    .expressionAttributeValues(values(job, change)));
        }
        return action.build();
    }

    private Map<String, AttributeValue> item(Job job, Change change) {
        Map<String, AttributeValue> item = new HashMap<>(key(writer, change.item()));
        Map<String, AttributeValue> values = values(job, change);
        item.put("grp", values.get(":g"));
        item.put("seq", values.get(":n"));
        item.put("filler", values.get(":f"));
        return item;
    }

    private static Map<String, AttributeValue> values(Job job, Change change) {
        return Map.of(
                ":g", AttributeValue.fromS(change.group()),
                ":n", AttributeValue.fromN(Integer.toString(job.number())),
                ":f", AttributeValue.fromS("f".repeat(change.length())));
    }
}
