package io.dynastore.embedded.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Tables;
import java.nio.file.Path;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Writes are forced to the disk only on request. */
class FsyncTest {
    private static final String FORCE = "jdk.FileForce";
    private static final int WRITES = 50;

    @TempDir
    Path folder;

    @Test
    void withFsyncEachWriteIsForcedBeforeItIsAcknowledged() throws Exception {
        assertThat(forced(true)).isGreaterThanOrEqualTo(WRITES);
    }

    @Test
    void withoutFsyncNoWriteIsForced() throws Exception {
        assertThat(forced(false)).isZero();
    }

    /** Returns how often the file is forced to the disk during consecutive writes. */
    private long forced(boolean fsync) throws Exception {
        Path file = folder.resolve("database");
        Path recorded = folder.resolve("recording.jfr");
        try (EmbeddedDynamoDb database =
                        EmbeddedDynamoDb.builder().file(file).fsync(fsync).start();
                DynamoDbClient client = EmbeddedClients.of(database);
                Recording recording = new Recording()) {
            Tables.create(client, "items", "pk", ScalarAttributeType.S, null);
            recording.enable(FORCE).withoutThreshold().withoutStackTrace();
            recording.start();
            for (int i = 0; i < WRITES; i++) {
                String key = Integer.toString(i);
                client.putItem(put -> put.tableName("items").item(Map.of("pk", AttributeValue.fromS(key))));
            }
            recording.stop();
            recording.dump(recorded);
        }
        return RecordingFile.readAllEvents(recorded).stream()
                .filter(event -> isOf(event, file))
                .count();
    }

    private static boolean isOf(RecordedEvent event, Path file) {
        return event.getEventType().getName().equals(FORCE)
                && event.getString("path").endsWith(file.getFileName().toString());
    }
}
