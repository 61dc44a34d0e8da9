package io.dynastore.embedded.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * A file stays small although each write leaves old pages behind. The number of overwrites is {@code
 * -Ddynastore.overwrites=…}, and 200,000 under {@code mvn -Psoak}.
 */
class FileSizeTest {
    private static final int OVERWRITES =
            Integer.getInteger("dynastore.overwrites", Boolean.getBoolean("dynastore.soak") ? 200_000 : 8_000);

    private static final int THREADS = 4;
    private static final int ITEMS = 1_000;
    private static final int ITEM_BYTES = 3_000;
    private static final long LIVE = (long) ITEMS * ITEM_BYTES;
    private static final long LARGEST = 10 * LIVE + (32L << 20);

    @Test
    void aFileIsNoMoreThanTenTimesItsDataAfterManyOverwrites(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("database");
        long open;
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.builder().file(file).start();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            Tables.create(client, "items", "pk", ScalarAttributeType.S, null);
            List<CompletableFuture<Void>> threads = IntStream.range(0, THREADS)
                    .mapToObj(thread -> CompletableFuture.runAsync(() -> overwrite(client, thread)))
                    .toList();
            threads.forEach(CompletableFuture::join);
            open = Files.size(file) + Files.size(file.resolveSibling("database.journal"));
        }
        System.out.printf(
                "%,d overwrites of %,d bytes: file and journal have %,d bytes, the file %,d after it was closed%n",
                OVERWRITES, LIVE, open, Files.size(file));
        assertThat(open).isLessThanOrEqualTo(LARGEST);
        assertThat(Files.size(file)).isLessThanOrEqualTo(LARGEST);
    }

    private static void overwrite(DynamoDbClient client, int thread) {
        Random random = new Random(thread);
        for (int i = 0; i < OVERWRITES / THREADS; i++) {
            Map<String, AttributeValue> item = Map.of(
                    "pk", AttributeValue.fromS("item-" + random.nextInt(ITEMS)),
                    "filler",
                            AttributeValue.fromS(
                                    Integer.toString(i).repeat(ITEM_BYTES).substring(0, ITEM_BYTES)));
            client.putItem(put -> put.tableName("items").item(item));
        }
    }
}
