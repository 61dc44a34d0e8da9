package io.dynastore.embedded.cost;

import com.sun.management.OperatingSystemMXBean;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Raw;
import io.dynastore.embedded.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Prints what it takes in process, through the SDK: the start and first answer in a cold and in a warm JVM, lists of 100,000 and
 * 200,000 items, and writes to a file with and without fsync.
 */
final class Cost {
    private static final int TABLE = 100_000;
    private static final int WRITES = 500;

    private Cost() {}

    public static void main(String[] args) {
        starts();
        lists();
        writes();
    }

    private static void starts() {
        System.out.printf("start and first answer, cold: %.1f ms%n", start());
        List<Double> warm = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            warm.add(start());
        }
        System.out.printf("start and first answer, warm: %.1f ms, median of ten %s%n", median(warm), rounded(warm));
    }

    private static double start() {
        long begin = System.nanoTime();
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            client.listTables();
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    private static void lists() {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            Tables.create(client, "items", "pk", ScalarAttributeType.S, "sk");
            fill(client, "one", TABLE);
            fill(client, "two", 2 * TABLE);
            list("time", client, System::nanoTime);
            // On a machine that others use, this is the one that tells.
            list(
                    "processor time",
                    client,
                    ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())::getProcessCpuTime);
            visits(database, client);
        }
    }

    private static void visits(EmbeddedDynamoDb database, DynamoDbClient client) {
        long before = Raw.itemsVisited(database);
        long pages = client
                .queryPaginator(query -> query.tableName("items")
                        .keyConditionExpression("pk = :p")
                        .expressionAttributeValues(Map.of(":p", AttributeValue.fromS("two"))))
                .stream()
                .count();
        System.out.printf("%,d pages visited %,d items%n", pages, Raw.itemsVisited(database) - before);
    }

    private static void fill(DynamoDbClient client, String partition, int items) {
        List<WriteRequest> writes = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            Map<String, AttributeValue> item = Map.of(
                    "pk", AttributeValue.fromS(partition),
                    "sk", AttributeValue.fromS("item-%08d".formatted(i)),
                    "filler", AttributeValue.fromS("f".repeat(100)));
            writes.add(WriteRequest.builder()
                    .putRequest(PutRequest.builder().item(item).build())
                    .build());
            if (writes.size() == 25) {
                client.batchWriteItem(batch -> batch.requestItems(Map.of("items", writes)));
                writes.clear();
            }
        }
    }

    private static void list(String what, DynamoDbClient client, LongSupplier nanos) {
        List<Double> one = new ArrayList<>();
        List<Double> two = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            one.add(list(client, "one", nanos));
            two.add(list(client, "two", nanos));
        }
        System.out.printf(
                "%s of a list of %,d items: %.0f ms; of %,d: %.0f ms; %.2f times, medians of seven%n",
                what, TABLE, median(one), 2 * TABLE, median(two), median(two) / median(one));
    }

    private static double list(DynamoDbClient client, String partition, LongSupplier nanos) {
        long begin = nanos.getAsLong();
        client.queryPaginator(query -> query.tableName("items")
                        .keyConditionExpression("pk = :p")
                        .expressionAttributeValues(Map.of(":p", AttributeValue.fromS(partition))))
                .items()
                .forEach(item -> {});
        return (nanos.getAsLong() - begin) / 1e6;
    }

    private static void writes() {
        double without = writes(false);
        double with = writes(true);
        System.out.printf(
                "writes to a file, one after the other: %.3f ms, with fsync %.3f ms, %.1f times%n",
                without, with, with / without);
    }

    private static double writes(boolean fsync) {
        try {
            Path file = Files.createTempDirectory("cost").resolve("database");
            try (EmbeddedDynamoDb database =
                            EmbeddedDynamoDb.builder().file(file).fsync(fsync).start();
                    DynamoDbClient client = EmbeddedClients.of(database)) {
                Tables.create(client, "items", "pk", ScalarAttributeType.S, null);
                put(client);
                long begin = System.nanoTime();
                put(client);
                return (System.nanoTime() - begin) / 1e6 / WRITES;
            } finally {
                Files.deleteIfExists(file);
                Files.delete(file.getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(DynamoDbClient client) {
        for (int i = 0; i < WRITES; i++) {
            String key = Integer.toString(i);
            client.putItem(put -> put.tableName("items").item(Map.of("pk", AttributeValue.fromS(key))));
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    private static List<Long> rounded(List<Double> values) {
        return values.stream().map(Math::round).toList();
    }
}
