package io.dynastore.embedded.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.stream.Follower;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The streams of the tables of {@link Job}, which are followed from one kill to the next. */
final class Streams {
    private final Map<String, Follower> followers = new LinkedHashMap<>();

    /** Enables the streams. */
    Streams(DynamoDbClient client) {
        for (String table : Job.TABLES) {
            String arn = client.updateTable(update -> update.tableName(table)
                            .streamSpecification(stream ->
                                    stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
                    .tableDescription()
                    .latestStreamArn();
            followers.put(table, new Follower(arn, table.hashCode()));
        }
    }

    void split(EmbeddedDynamoDb database) {
        Job.TABLES.forEach(table -> database.streams().splitShards(table));
    }

    /** Fails unless each stream goes on where it ended, and agrees with its table. */
    void check(EmbeddedDynamoDb database, DynamoDbClient client) {
        database.streams().limitRates(false);
        try (DynamoDbStreamsClient streams = EmbeddedClients.streamsOf(database)) {
            followers.forEach((table, follower) -> {
                follower.forgetIterators();
                follower.drain(streams);
                assertThat(follower.items()).as("stream of %s", table).isEqualTo(items(client, table));
            });
        }
    }

    private static Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items(
            DynamoDbClient client, String table) {
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items = new HashMap<>();
        client.scanPaginator(scan -> scan.tableName(table))
                .items()
                .forEach(item -> items.put(Map.of("pk", item.get("pk"), "sk", item.get("sk")), item));
        return items;
    }

    int records() {
        return followers.values().stream().mapToInt(Follower::count).sum();
    }

    int shards() {
        return followers.values().stream().mapToInt(Follower::shards).sum();
    }
}
