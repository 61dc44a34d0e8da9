package io.dynastore.embedded.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Items and transactions of concurrent clients are strictly serializable. */
class HistoryTest {
    /** The number of histories, which is larger under {@code mvn -Psoak}. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Boolean.getBoolean("dynastore.soak") ? 2_000 : 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void concurrentClientsAreSerializable(long seed) throws Exception {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory();
                DynamoDbClient client = EmbeddedClients.of(database)) {
            check(client, seed);
        }
    }

    @Test
    void concurrentClientsOfAFileAreSerializable(@TempDir Path folder) throws Exception {
        for (long seed = 1; seed <= 5; seed++) {
            try (EmbeddedDynamoDb database = EmbeddedDynamoDb.builder()
                            .file(folder.resolve("database-" + seed))
                            .start();
                    DynamoDbClient client = EmbeddedClients.of(database)) {
                check(client, seed);
            }
        }
    }

    private static void check(DynamoDbClient client, long seed) throws Exception {
        Items.createTables(client);
        Observations observations = Clients.run(client, seed);
        assertThat(Checker.violation(observations.calls())).as("seed %d", seed).isEmpty();
        assertThat(observations.listedButNeverWritten()).as("seed %d", seed).isEmpty();
    }
}
