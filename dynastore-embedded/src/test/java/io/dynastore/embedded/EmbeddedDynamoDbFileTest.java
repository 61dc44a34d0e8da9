package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EmbeddedDynamoDbFileTest {
    @TempDir
    Path directory;

    @Test
    void dataSurvivesRestarts() {
        Path file = directory.resolve("made/on/start.db");
        try (EmbeddedDynamoDb database = start(file);
                NotesTable notes = NotesTable.in(database).create()) {
            notes.write("0", "note 0");
        }
        for (int round = 1; round <= 5; round++) {
            try (EmbeddedDynamoDb database = start(file);
                    NotesTable notes = NotesTable.in(database)) {
                assertThat(notes.read("" + (round - 1))).contains("note " + (round - 1));
                notes.write("" + round, "note " + round);
            }
        }
    }

    @Test
    void saysWhereTheDataIsKept() {
        Path file = directory.resolve("notes.db");
        try (EmbeddedDynamoDb database = start(file)) {
            assertThat(database).hasToString("EmbeddedDynamoDb[" + file + "]");
            assertThat(database.file()).contains(file);
        }
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory()) {
            assertThat(database).hasToString("EmbeddedDynamoDb[in memory]");
            assertThat(database.file()).isEmpty();
        }
    }

    @Test
    void aFileThatCannotBeMadeIsNamed() throws IOException {
        Path taken = Files.createFile(directory.resolve("file"));

        assertThatStartFails(taken.resolve("below")).withMessageContaining(taken.toString());
        assertThatStartFails(directory).withMessageContaining(directory.toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDatabaseThatIsNoneIsAnError(boolean fsync) throws IOException {
        Path file = directory.resolve("notes.db");
        Files.writeString(file, "not a database".repeat(1000));

        assertThatStartFails(file, fsync).withMessageContaining("cannot read the file " + file);
        // The failed start has released the file.
        Files.delete(file);
        start(file).close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileInUseByThisProcessIsRefused(boolean fsync) {
        Path file = directory.resolve("notes.db");
        try (EmbeddedDynamoDb database = start(file)) {
            assertThat(database).isNotNull();
            assertThatStartFails(file, fsync).withMessageContaining("Another embedded DynamoDB");
        }
        start(file).close();
    }

    @Test
    void aFileInUseByAnotherProcessIsRefusedUntilThatEnds() throws Exception {
        Path file = directory.resolve("notes.db");
        try (EmbeddedProcess process = EmbeddedProcess.start(file)) {
            assertThatStartFails(file).withMessageContaining("Another embedded DynamoDB");

            assertThat(process.endsByItself()).isTrue();
        }
        start(file).close();
    }

    private static EmbeddedDynamoDb start(Path file) {
        return EmbeddedDynamoDb.builder().file(file).start();
    }

    private static ThrowableAssertAlternative<EmbeddedDynamoDbException> assertThatStartFails(
            Path file, boolean fsync) {
        return assertThatExceptionOfType(EmbeddedDynamoDbException.class)
                .isThrownBy(
                        () -> EmbeddedDynamoDb.builder().file(file).fsync(fsync).start());
    }

    private static ThrowableAssertAlternative<EmbeddedDynamoDbException> assertThatStartFails(Path file) {
        return assertThatStartFails(file, false);
    }
}
