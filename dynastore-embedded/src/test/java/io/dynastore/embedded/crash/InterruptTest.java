package io.dynastore.embedded.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Callers are interrupted at random while they read and write a file that is larger than its cache. The number of interrupts is
 * {@code -Ddynastore.interrupts=…}, and 10,000 under {@code mvn -Psoak}.
 */
class InterruptTest {
    private static final int INTERRUPTS =
            Integer.getInteger("dynastore.interrupts", Boolean.getBoolean("dynastore.soak") ? 10_000 : 1_000);

    private static final int CALLERS = 4;
    private static final int ITEMS_OF_A_CALLER = 700;
    /** The content of each item. It is so large that most pages are not in the cache of 32 MB. */
    private static final String FILLER = "f".repeat(20_000);

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void anInterruptedCallerNeitherDamagesTheDatabaseNorGetsAFalseAnswer(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("database");
        fill(file);
        List<Caller> callers = new ArrayList<>();
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.builder().file(file).start();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            for (int i = 0; i < CALLERS; i++) {
                callers.add(new Caller(client, i, ITEMS_OF_A_CALLER));
            }
            interrupt(callers);
            callers.forEach(caller -> caller.checkAll(client));
        }
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.builder().file(file).start();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            callers.forEach(caller -> caller.checkAll(client));
        }
        System.out.printf(
                "%,d interrupts during %,d requests, of which %,d ended with an exception%n",
                callers.stream().mapToInt(Caller::interrupts).sum(),
                callers.stream().mapToInt(Caller::requests).sum(),
                callers.stream().mapToInt(Caller::exceptions).sum());
    }

    private static void interrupt(List<Caller> callers) throws InterruptedException {
        List<Thread> threads = callers.stream().map(Thread::new).toList();
        threads.forEach(Thread::start);
        Random random = new Random(1);
        int[] next = new int[CALLERS];
        while (callers.stream().mapToInt(Caller::interrupts).sum() < INTERRUPTS
                && callers.stream().allMatch(caller -> caller.failure() == null)) {
            int caller = random.nextInt(CALLERS);
            // Some requests are not interrupted, so that answers are checked, too.
            if (callers.get(caller).requests() >= next[caller]) {
                LockSupport.parkNanos(random.nextInt(300_000));
                threads.get(caller).interrupt();
                next[caller] = callers.get(caller).requests() + random.nextInt(8);
            }
            Thread.onSpinWait();
        }
        callers.forEach(Caller::stop);
        for (Thread thread : threads) {
            thread.join();
        }
        for (Caller caller : callers) {
            assertThat(caller.failure()).isNull();
        }
    }

    private static void fill(Path file) {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.builder().file(file).start();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            Tables.create(client, Caller.TABLE, "pk", ScalarAttributeType.S, null);
            List<WriteRequest> writes = new ArrayList<>();
            for (int i = 0; i < CALLERS * ITEMS_OF_A_CALLER; i++) {
                Map<String, AttributeValue> item = Map.of(
                        "pk", Caller.key(i % CALLERS, i / CALLERS),
                        "seq", AttributeValue.fromN("0"),
                        "filler", AttributeValue.fromS(FILLER));
                writes.add(WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(item).build())
                        .build());
                if (writes.size() == 25) {
                    client.batchWriteItem(batch -> batch.requestItems(Map.of(Caller.TABLE, writes)));
                    writes.clear();
                }
            }
        }
    }
}
