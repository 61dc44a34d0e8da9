package io.dynastore.embedded.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Random writes of several threads to the same few items. Each write has a number, which is an attribute of the item. */
final class Writes {
    static final String TABLE = "items";

    private static final int ITEMS = 6;

    private final AtomicInteger numbers = new AtomicInteger();
    private final Queue<Integer> acknowledged = new ConcurrentLinkedQueue<>();

    /** Creates the table, and returns the ARN of its stream. */
    static String createTable(DynamoDbClient client, boolean indexed) {
        if (indexed) {
            Tables.createIndexed(client, TABLE);
        } else {
            Tables.create(client, TABLE, "pk", ScalarAttributeType.S, "sk");
        }
        client.updateTimeToLive(update -> update.tableName(TABLE)
                .timeToLiveSpecification(setting -> setting.enabled(true).attributeName("ttl")));
        return client.updateTable(update -> update.tableName(TABLE)
                        .streamSpecification(
                                stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
                .tableDescription()
                .latestStreamArn();
    }

    void run(DynamoDbClient client, Random random, int writes) {
        for (int count = 0; count < writes; count++) {
            try {
                write(client, random);
            } catch (ConditionalCheckFailedException | TransactionCanceledException e) {
                // Nothing was written, so no record may say so.
            }
        }
    }

    private void write(DynamoDbClient client, Random random) {
        switch (random.nextInt(8)) {
            case 0 -> client.deleteItem(delete -> delete.tableName(TABLE).key(key(random)));
            case 1 -> {
                int number = numbers.incrementAndGet();
                client.updateItem(update -> update.tableName(TABLE)
                        .key(key(random))
                        .updateExpression("SET w = :w ADD seq :one")
                        .expressionAttributeValues(Map.of(":w", number(number), ":one", number(1))));
                acknowledged.add(number);
            }
            case 2 -> batch(client, random);
            case 3, 4 -> transaction(client, random);
            case 5 -> sameAgain(client, key(random));
            case 6 -> {
                int number = numbers.incrementAndGet();
                client.putItem(put -> put.tableName(TABLE)
                        .item(item(key(random), number))
                        .conditionExpression("attribute_not_exists(pk)"));
                acknowledged.add(number);
            }
            default -> {
                int number = numbers.incrementAndGet();
                client.putItem(put -> put.tableName(TABLE).item(item(key(random), number)));
                acknowledged.add(number);
            }
        }
    }

    private void batch(DynamoDbClient client, Random random) {
        List<Integer> written = new ArrayList<>();
        List<WriteRequest> requests = new ArrayList<>();
        for (Map<String, AttributeValue> key : keys(random)) {
            int number = numbers.incrementAndGet();
            written.add(number);
            requests.add(WriteRequest.builder()
                    .putRequest(put -> put.item(item(key, number)))
                    .build());
        }
        client.batchWriteItem(batch -> batch.requestItems(Map.of(TABLE, requests)));
        acknowledged.addAll(written);
    }

    private void transaction(DynamoDbClient client, Random random) {
        boolean cancelled = random.nextInt(4) == 0;
        List<Integer> written = new ArrayList<>();
        List<TransactWriteItem> actions = new ArrayList<>();
        for (Map<String, AttributeValue> key : keys(random)) {
            int number = numbers.incrementAndGet();
            written.add(number);
            actions.add(TransactWriteItem.builder()
                    .put(put -> put.tableName(TABLE).item(item(key, number)))
                    .build());
        }
        if (cancelled) {
            actions.add(TransactWriteItem.builder()
                    .conditionCheck(check -> check.tableName(TABLE)
                            .key(Map.of("pk", text("missing"), "sk", text("missing")))
                            .conditionExpression("attribute_exists(pk)"))
                    .build());
        }
        client.transactWriteItems(transaction -> transaction.transactItems(actions));
        acknowledged.addAll(written);
    }

    /** Writes what is there already, if it is there. */
    private static void sameAgain(DynamoDbClient client, Map<String, AttributeValue> key) {
        client.updateItem(update -> update.tableName(TABLE)
                .key(key)
                .updateExpression("SET grp = grp")
                .conditionExpression("attribute_exists(grp)"));
    }

    private static List<Map<String, AttributeValue>> keys(Random random) {
        Set<Map<String, AttributeValue>> keys = new HashSet<>();
        for (int count = 1 + random.nextInt(3); count >= 0; count--) {
            keys.add(key(random));
        }
        return List.copyOf(keys);
    }

    private static Map<String, AttributeValue> key(Random random) {
        int item = random.nextInt(ITEMS);
        return Map.of("pk", text("p-" + item % 2), "sk", text("s-" + item));
    }

    /** Returns an item, of which some expire soon. */
    private static Map<String, AttributeValue> item(Map<String, AttributeValue> key, int number) {
        Map<String, AttributeValue> item = new HashMap<>(key);
        item.put("w", number(number));
        item.put("seq", number(number % 7));
        item.put("grp", text("g-" + number % 3));
        if (number % 5 == 0) {
            item.put(
                    "ttl",
                    number(java.time.Instant.parse("2026-01-31T09:00:00Z").getEpochSecond() + number % 600));
        }
        return item;
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    /** Fails unless each write that was acknowledged made the item of exactly one record, and no other write did. */
    void assertAllIn(List<Record> records, long seed) {
        List<Integer> found = new ArrayList<>();
        for (Record record : records) {
            AttributeValue after = record.dynamodb().newImage().get("w");
            AttributeValue before = record.dynamodb().oldImage().get("w");
            if (after != null && !after.equals(before)) {
                found.add(Integer.valueOf(after.n()));
            }
        }
        assertThat(found).as("writes of seed %d", seed).containsExactlyInAnyOrderElementsOf(acknowledged);
    }
}
