package io.dynastore.embedded;

import static io.dynastore.embedded.Fault.accessDenied;
import static io.dynastore.embedded.Fault.drop;
import static io.dynastore.embedded.Fault.internalServerError;
import static io.dynastore.embedded.Fault.loseReply;
import static io.dynastore.embedded.Fault.throttling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.testkit.MutableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The examples of {@code docs/embedded.md}. */
class EmbeddedExampleTest {
    private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("s-1"));

    @Test
    void aDatabaseInMemoryAndItsClients() {
        // tag::embedded[]
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            createTable(client);
            assertThat(client.listTables().tableNames()).containsExactly("sessions");

            URI endpoint = database.listen(0); // for other processes, on a free port
            assertThat(endpoint.getHost()).isEqualTo("127.0.0.1");
        }
        // end::embedded[]
    }

    @Test
    void aFileKeepsWhatWasWritten(@TempDir Path directory) {
        Path file = directory.resolve("dev.db");
        // tag::file[]
        EmbeddedDynamoDb database = EmbeddedDynamoDb.builder().file(file).start();
        // end::file[]
        try (database;
                DynamoDbClient client = EmbeddedClients.of(database)) {
            createTable(client);
        }
        try (EmbeddedDynamoDb again =
                        EmbeddedDynamoDb.builder().file(file).fsync(true).start();
                DynamoDbClient client = EmbeddedClients.of(again)) {
            assertThat(client.listTables().tableNames()).containsExactly("sessions");
        }
    }

    @Test
    void itemsExpireByTheClockOfTheTest() {
        MutableClock clock = new MutableClock(Instant.parse("2026-01-31T09:00:00Z"));
        // tag::expiry[]
        EmbeddedDynamoDb database = EmbeddedDynamoDb.builder().clock(clock).start();
        // end::expiry[]
        try (database;
                DynamoDbClient client = EmbeddedClients.of(database)) {
            createTable(client);
            client.updateTimeToLive(request -> request.tableName("sessions")
                    .timeToLiveSpecification(ttl -> ttl.attributeName("expires").enabled(true)));
            putSession(client, clock.instant().plusSeconds(60));
            // tag::expireItems[]
            clock.advance(Duration.ofHours(1));

            database.expireItems(); // or within some seconds by itself
            assertThat(isThere(client)).isFalse();
            // end::expireItems[]
        }
    }

    @Test
    void aStreamIsReadAndItsShardsSplit() {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            createTable(client);
            client.updateTable(update -> update.tableName("sessions")
                    .streamSpecification(
                            stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
            // tag::streams[]
            try (DynamoDbStreamsClient streams = EmbeddedClients.streamsOf(database)) {
                assertThat(streams.listStreams().streams()).hasSize(1);
            }
            // end::streams[]
            // tag::shards[]
            database.streams()
                    .splitShards("sessions") // each open shard has two children now
                    .shardLifetime(Duration.ofMinutes(10))
                    .describeChildrenAfter(Duration.ofSeconds(30))
                    .limitGetRecords(5) // requests in a second for each shard
                    .emptyPages(3) // every third page
                    .limitRates(false); // of DescribeStream and ListStreams
            // end::shards[]
        }
    }

    @Test
    void aLostReplyIsRetriedBySdk() {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            createTable(client);
            // tag::faults[]
            database.faults().next("PutItem", loseReply());

            // The item is written, and the SDK sends the request again.
            assertThatExceptionOfType(ConditionalCheckFailedException.class).isThrownBy(() -> createSession(client));

            database.faults().always("DeleteItem", accessDenied());
            database.faults()
                    .randomly(RandomFaults.seeded(42).with(drop(), 0.02).with(throttling(), 0.05));
            // end::faults[]
            assertThat(database.faults().attempts("PutItem")).isEqualTo(2);
            assertThatExceptionOfType(DynamoDbException.class)
                    .isThrownBy(() -> client.deleteItem(
                            delete -> delete.tableName("sessions").key(KEY)))
                    .withMessageContaining("not authorized");
            database.faults().reset();
        }
    }

    @Test
    void requestsAreThrottledAndReadsAreLate() {
        MutableClock clock = new MutableClock(Instant.parse("2026-01-31T09:00:00Z"));
        // tag::bounds[]
        EmbeddedDynamoDb database = EmbeddedDynamoDb.builder()
                .clock(clock)
                .limitThroughput(true)
                .readLag(Duration.ofSeconds(2))
                .start();
        // end::bounds[]
        try (database;
                DynamoDbClient client = EmbeddedClients.of(database)) {
            createTable(client);
            putSession(client, clock.instant());
            assertThat(isThere(client)).isFalse();
            clock.advance(Duration.ofSeconds(2));
            assertThat(isThere(client)).isTrue();
        }
    }

    @Test
    void oneClientHasFaultsOfItsOwn() {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            createTable(client);
            // tag::ownFaults[]
            Faults faults = new Faults();
            DynamoDbClient unlucky = EmbeddedClients.configure(
                            DynamoDbClient.builder(), EmbeddedClients.httpClient(database, faults))
                    .build();
            faults.next("GetItem", internalServerError());
            // end::ownFaults[]
            try (unlucky) {
                assertThat(isThere(unlucky)).isFalse();
            }
            assertThat(faults.attempts("GetItem")).isEqualTo(2);
            assertThat(database.faults().attempts("GetItem")).isZero();
        }
    }

    private static void createTable(DynamoDbClient client) {
        Tables.create(client, "sessions", "id", ScalarAttributeType.S, null);
    }

    private static void putSession(DynamoDbClient client, Instant expires) {
        client.putItem(put -> put.tableName("sessions")
                .item(Map.of(
                        "id",
                        AttributeValue.fromS("s-1"),
                        "expires",
                        AttributeValue.fromN(Long.toString(expires.getEpochSecond())))));
    }

    private static void createSession(DynamoDbClient client) {
        client.putItem(put -> put.tableName("sessions").item(KEY).conditionExpression("attribute_not_exists(id)"));
    }

    private static boolean isThere(DynamoDbClient client) {
        return client.getItem(get -> get.tableName("sessions").key(KEY)).hasItem();
    }
}
