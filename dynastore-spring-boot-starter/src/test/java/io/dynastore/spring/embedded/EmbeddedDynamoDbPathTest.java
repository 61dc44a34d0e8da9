package io.dynastore.spring.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Timeout(60)
class EmbeddedDynamoDbPathTest {

    @TempDir
    Path directory;

    @Test
    void dataSurvivesRestarts() {
        Path path = directory.resolve("made/on/start");
        try (EmbeddedDynamoDb embedded = EmbeddedDynamoDb.start(0, path);
                NotesTable notes = NotesTable.in(embedded).create()) {
            notes.write("0", "note 0");
        }
        for (int round = 1; round <= 5; round++) {
            try (EmbeddedDynamoDb embedded = EmbeddedDynamoDb.start(0, path);
                    NotesTable notes = NotesTable.in(embedded)) {
                assertThat(notes.read("" + (round - 1))).contains("note " + (round - 1));
                notes.write("" + round, "note " + round);
            }
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void logsWhereTheDataIsKept(CapturedOutput output) {
        EmbeddedDynamoDb.start(0, directory).close();

        assertThat(output).contains("data kept under " + directory);
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamedTogetherWithItsProperty() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatStartFails(file).withMessageContaining(file.toString());
        assertThatStartFails(file.resolve("below")).withMessageContaining(file.toString());
    }

    @Test
    void aDatabaseThatIsNoneIsAnError() throws IOException {
        Files.writeString(directory.resolve("shared-local-instance.db"), "not a database".repeat(1000));

        assertThatStartFails(directory).withMessageContaining(directory.toString());
        // The failed start has let go of the directory.
        DatabaseDirectory.open(directory).close();
    }

    @Test
    void aDirectoryInUseByThisProcessIsRefused() {
        try (EmbeddedDynamoDb embedded = EmbeddedDynamoDb.start(0, directory)) {
            assertThat(embedded.endpoint()).isNotNull();
            assertThatStartFails(directory).withMessageContaining("Another embedded DynamoDB");
        }
        EmbeddedDynamoDb.start(0, directory).close();
    }

    @Test
    void aDirectoryInUseByAnotherProcessIsRefusedUntilThatEnds() throws Exception {
        try (EmbeddedProcess process = EmbeddedProcess.start(directory)) {
            assertThatStartFails(directory).withMessageContaining("Another embedded DynamoDB");

            assertThat(process.endsByItself()).isTrue();
        }
        EmbeddedDynamoDb.start(0, directory).close();
    }

    private static ThrowableAssertAlternative<EmbeddedDynamoDbException> assertThatStartFails(Path path) {
        return assertThatExceptionOfType(EmbeddedDynamoDbException.class)
                .isThrownBy(() -> EmbeddedDynamoDb.start(0, path))
                .withMessageContaining("dynastore.embedded.path");
    }
}
