package io.dynastore.embedded.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Writes are forced onto the disk only on request. */
class FsyncTest {
    private static final String FORCE = "jdk.FileForce";
    private static final int WRITES = 50;
    private static final String FILE = "database";
    private static final String JOURNAL = FILE + ".journal";

    @TempDir
    Path folder;

    @Test
    void withFsyncEachWriteIsForcedIntoTheJournalBeforeItIsAcknowledged() throws Exception {
        assertThat(forcedByWrites(true)).filteredOn(JOURNAL::equals).hasSizeGreaterThanOrEqualTo(WRITES);
    }

    @Test
    void withoutFsyncNoWriteIsForced() throws Exception {
        assertThat(forcedByWrites(false)).isEmpty();
    }

    @Test
    void withFsyncTheFoldersOfNewFilesAreForced() throws Exception {
        List<String> forced = forced(
                () -> start(folder.resolve("new/newer").resolve(FILE), true).close());

        assertThat(forced).contains(FILE, "newer", "new", folder.getFileName().toString());
    }

    /** Returns what is forced onto the disk during consecutive writes. */
    private List<String> forcedByWrites(boolean fsync) throws Exception {
        try (EmbeddedDynamoDb database = start(folder.resolve(FILE), fsync);
                DynamoDbClient client = EmbeddedClients.of(database)) {
            Tables.create(client, "items", "pk", ScalarAttributeType.S, null);
            return forced(() -> {
                for (int i = 0; i < WRITES; i++) {
                    String key = Integer.toString(i);
                    client.putItem(put -> put.tableName("items").item(Map.of("pk", AttributeValue.fromS(key))));
                }
            });
        }
    }

    private static EmbeddedDynamoDb start(Path file, boolean fsync) {
        return EmbeddedDynamoDb.builder().file(file).fsync(fsync).start();
    }

    /** Returns the names of the test's files and folders that are forced onto the disk during some work. */
    private List<String> forced(Runnable work) throws Exception {
        Path recorded = folder.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(FORCE).withoutThreshold().withoutStackTrace();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(recorded);
        }
        return RecordingFile.readAllEvents(recorded).stream()
                .filter(event -> event.getEventType().getName().equals(FORCE))
                .map(event -> Path.of(event.getString("path")))
                .filter(path -> path.startsWith(folder))
                .map(path -> path.getFileName().toString())
                .toList();
    }
}
