package io.dynastore.embedded.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.testkit.MutableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Random writers change a few items while shards split, roll over and are described late, iterators expire, and the database is
 * restarted. Every change is found once, and in order for each item. The number of seeds is {@code
 * -Ddynastore.stream.seeds=…}, and one seed is {@code -Ddynastore.stream.seed=…}.
 */
class StreamHistoryTest {
    private static final int SEEDS =
            Integer.getInteger("dynastore.stream.seeds", Boolean.getBoolean("dynastore.soak") ? 2_000 : 50);
    private static final int WRITERS = 3;
    private static final int WRITES = 15;

    @Test
    void everyChangeIsFoundOnceAndInOrder(@TempDir Path folder) throws Exception {
        Long only = Long.getLong("dynastore.stream.seed");
        long first = only == null ? 1 : only;
        long last = only == null ? SEEDS : only;
        int records = 0;
        int shards = 0;
        for (long seed = first; seed <= last; seed++) {
            Follower follower = run(seed, folder.resolve("database-" + seed));
            records += follower.records().size();
            shards += follower.shards();
        }
        System.out.printf("%,d records in %,d shards of %,d seeds%n", records, shards, last - first + 1);
        assertThat(records).isPositive();
    }

    private static Follower run(long seed, Path file) throws Exception {
        Random random = new Random(seed);
        MutableClock clock = new MutableClock(Instant.parse("2026-01-31T09:00:00Z"));
        Writes writes = new Writes();
        Follower follower = null;
        boolean onFile = random.nextInt(5) == 0;
        int rounds = onFile ? 3 : 1;
        for (int round = 0; round < rounds; round++) {
            EmbeddedDynamoDb.Builder builder = EmbeddedDynamoDb.builder().clock(clock);
            try (EmbeddedDynamoDb database = (onFile ? builder.file(file) : builder).start();
                    DynamoDbClient client = EmbeddedClients.of(database);
                    DynamoDbStreamsClient streams = EmbeddedClients.streamsOf(database)) {
                if (follower == null) {
                    follower = new Follower(Writes.createTable(client, random.nextBoolean()), seed).keepingRecords();
                }
                round(database, client, streams, follower, writes, random, clock);
            }
        }
        assertThat(follower).isNotNull();
        writes.assertAllIn(follower.records(), seed);
        return follower;
    }

    private static void round(
            EmbeddedDynamoDb database,
            DynamoDbClient client,
            DynamoDbStreamsClient streams,
            Follower follower,
            Writes writes,
            Random random,
            MutableClock clock)
            throws Exception {
        database.streams()
                .limitRates(false)
                .shardLifetime(Duration.ofMinutes(20))
                .describeChildrenAfter(Duration.ofMinutes(random.nextInt(3)))
                .emptyPages(random.nextInt(2) * 3);
        follower.forgetIterators();
        AtomicBoolean written = new AtomicBoolean();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            Random own = new Random(random.nextLong());
            writers.add(start(() -> writes.run(client, own, WRITES)));
        }
        CompletableFuture<Void> reader = start(() -> {
            while (!written.get()) {
                follower.step(streams);
            }
        });
        CompletableFuture<Void> all = CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new));
        for (int change = 0; change < 3 && !all.isDone(); change++) {
            disturb(database, random, clock);
        }
        all.get(1, TimeUnit.MINUTES);
        disturb(database, random, clock);
        written.set(true);
        reader.get(1, TimeUnit.MINUTES);
        clock.advance(Duration.ofMinutes(random.nextInt(3)));
        database.streams().emptyPages(0).describeChildrenAfter(Duration.ZERO);
        database.expireItems(); // or the timer would do it between the two views
        follower.drain(streams);
        assertThat(follower.items()).isEqualTo(items(client));
    }

    private static CompletableFuture<Void> start(Runnable work) {
        return CompletableFuture.runAsync(work, task -> new Thread(task).start());
    }

    private static void disturb(EmbeddedDynamoDb database, Random random, MutableClock clock) {
        switch (random.nextInt(4)) {
            case 0 -> database.streams().splitShards(Writes.TABLE);
            case 1 -> database.streams().rollOverShards(Writes.TABLE);
            case 2 -> database.expireItems();
            default -> clock.advance(Duration.ofMinutes(random.nextInt(25)));
        }
    }

    private static Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items(DynamoDbClient client) {
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items = new HashMap<>();
        client.scanPaginator(scan -> scan.tableName(Writes.TABLE).consistentRead(true))
                .items()
                .forEach(item -> items.put(Map.of("pk", item.get("pk"), "sk", item.get("sk")), item));
        return items;
    }
}
