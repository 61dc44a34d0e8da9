package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.lease.OtherProcess;
import java.net.URI;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Operations on many entries need no more memory for more of them: a process whose heap could not contain the entries streams and
 * deletes them. The database is in another process.
 */
class FlatHeapTest {
    /** Under {@code mvn -Psoak} there are a million small entries, otherwise fewer and larger ones. */
    private static final boolean SOAK = Boolean.getBoolean("dynastore.soak");

    private static final int ENTRIES = SOAK ? 1_000_000 : 40_000;
    private static final int DELETED = SOAK ? 100_000 : 10_000;
    private static final String VALUE = "x".repeat(SOAK ? 10 : 2_000);

    /** Megabytes. Small entries take more of them, since 1 MB of DynamoDB's answer has thousands, each with its objects. */
    private static final int HEAP = SOAK ? 96 : 40;

    private static final int CHUNK = 50;

    private final EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
    private final DynamoDbClient client = EmbeddedClients.of(database);
    private final Partition<String> entries = entries(client);
    private OtherProcess other;

    private static Partition<String> entries(DynamoDbClient client) {
        return DynaStore.create(client).table("Heap").partition("entries", Codec.string());
    }

    @BeforeEach
    void createEntries() {
        entries.table().createIfAbsent();
        IntStream.range(0, ENTRIES / CHUNK)
                .forEach(chunk -> entries.table().store().transact(tx -> {
                    for (int i = chunk * CHUNK; i < (chunk + 1) * CHUNK; i++) {
                        tx.put(entries, "%07d".formatted(i), VALUE);
                    }
                }));
        other = OtherProcess.start(HEAP, Main.class, database.listen(0).toString(), prefix());
    }

    /** Returns the beginning of the keys that are to be deleted, of which there is a power of ten. */
    private static String prefix() {
        int rest = String.valueOf(DELETED).length() - 1;
        return "%07d".formatted(0).substring(rest);
    }

    @AfterEach
    void close() {
        other.close();
        client.close();
        database.close();
    }

    @Test
    void streamsAndDeletesWithAHeapThatIsTooSmallForTheEntries() {
        assertThat(other.answer()).isEqualTo("READY");

        assertThat(other.answer()).isEqualTo("streamed " + ENTRIES);
        assertThat(other.answer()).isEqualTo("read ahead " + ENTRIES);
        assertThat(other.answer()).isEqualTo("deleted " + DELETED);
    }

    /** The process with the small heap. */
    static final class Main {
        private Main() {}

        /** Takes the endpoint, and the prefix of the keys to delete. */
        public static void main(String[] args) {
            try (DynamoDbClient client = DynamoDbClient.builder()
                    .endpointOverride(URI.create(args[0]))
                    .httpClient(UrlConnectionHttpClient.create())
                    .region(Region.US_EAST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                    .build()) {
                Partition<String> entries = entries(client);
                answer("READY");
                answer("streamed " + count(entries.stream(Query.all())));
                answer("read ahead " + count(entries.stream(Query.all().readAhead())));
                answer("deleted " + entries.deleteAll(args[1]));
            }
        }

        private static void answer(String text) {
            System.out.println(OtherProcess.ANSWER + text);
        }

        /** Counts one by one, since {@link Stream#count()} may skip the entries. */
        private static long count(Stream<Entry<String>> all) {
            try (all) {
                return all.mapToLong(entry -> entry.value().isEmpty() ? 0 : 1).sum();
            }
        }
    }
}
