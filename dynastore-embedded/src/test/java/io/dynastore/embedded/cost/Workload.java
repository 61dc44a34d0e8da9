package io.dynastore.embedded.cost;

import io.dynastore.embedded.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Operations of four kinds on one table, from several threads. */
final class Workload {
    /** The number of items that the operations touch; a query returns those of one partition. */
    static final int KEYS = 10_000;

    private static final int PARTITION = 100;
    private static final long NANOS = 1_000_000_000L;
    private static final String TABLE = "items";
    private static final String FILLER = "f".repeat(200);

    private final DynamoDbClient client;

    Workload(DynamoDbClient client) {
        this.client = client;
    }

    enum Kind {
        GET,
        PUT,
        UPDATE,
        QUERY;

        String title() {
            return this == QUERY ? "query of " + PARTITION : name().toLowerCase(Locale.ROOT);
        }
    }

    void create() {
        Tables.create(client, TABLE, "pk", ScalarAttributeType.S, "sk");
        client.waiter().waitUntilTableExists(table -> table.tableName(TABLE));
    }

    void fill(int items) {
        List<WriteRequest> writes = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            PutRequest put = PutRequest.builder().item(item(i)).build();
            writes.add(WriteRequest.builder().putRequest(put).build());
            if (writes.size() == 25) {
                client.batchWriteItem(batch -> batch.requestItems(Map.of(TABLE, writes)));
                writes.clear();
            }
        }
    }

    void warmUp() throws InterruptedException {
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < 3; i++) {
                rate(kind, 8);
            }
        }
    }

    /** Returns the operations a second of several threads, over one second. */
    double rate(Kind kind, int threads) throws InterruptedException {
        AtomicLong operations = new AtomicLong();
        CountDownLatch ended = new CountDownLatch(threads);
        long begin = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        try {
                            long done = 0;
                            while (System.nanoTime() - begin < NANOS) {
                                run(kind, ThreadLocalRandom.current().nextInt(KEYS));
                                done++;
                            }
                            operations.addAndGet(done);
                        } finally {
                            ended.countDown();
                        }
                    })
                    .start();
        }
        ended.await();
        return operations.get() * 1e9 / (System.nanoTime() - begin);
    }

    private void run(Kind kind, int i) {
        switch (kind) {
            case GET -> client.getItem(get -> get.tableName(TABLE).key(key(i)));
            case PUT -> client.putItem(put -> put.tableName(TABLE).item(item(i)));
            case UPDATE ->
                client.updateItem(update -> update.tableName(TABLE)
                        .key(key(i))
                        .updateExpression("SET filler = :f ADD n :one")
                        .expressionAttributeValues(
                                Map.of(":f", AttributeValue.fromS(FILLER), ":one", AttributeValue.fromN("1"))));
            case QUERY ->
                client.query(query -> query.tableName(TABLE)
                        .keyConditionExpression("pk = :p")
                        .expressionAttributeValues(Map.of(":p", key(i).get("pk"))));
        }
    }

    private static Map<String, AttributeValue> key(int i) {
        return Map.of(
                "pk", AttributeValue.fromS("p-" + i / PARTITION),
                "sk", AttributeValue.fromS("s-%03d".formatted(i % PARTITION)));
    }

    private static Map<String, AttributeValue> item(int i) {
        Map<String, AttributeValue> key = key(i);
        return Map.of(
                "pk", key.get("pk"),
                "sk", key.get("sk"),
                "filler", AttributeValue.fromS(FILLER),
                "n", AttributeValue.fromN(Integer.toString(i)));
    }
}
