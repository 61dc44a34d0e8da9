package io.dynastore.embedded.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final int GENERATION = -7;
    private static final String LAST = "third";

    @TempDir
    Path folder;

    private Path file;
    private byte[] written;

    @BeforeEach
    void writeThreeRecords() throws IOException {
        file = folder.resolve("journal");
        try (Journal journal = open(file)) {
            journal.begin(GENERATION);
            for (String content : List.of("first", "second", LAST)) {
                journal.add(record(content));
            }
            assertThat(journal.size()).isEqualTo(Files.size(file));
        }
        written = Files.readAllBytes(file);
    }

    @Test
    void recordsAreReadInTheirOrder() throws IOException {
        assertThat(read(written, GENERATION)).containsExactly("first", "second", LAST);
    }

    @Test
    void ofTheLastRecordAllBytesCountOrNone() throws IOException {
        int begin = written.length - Journal.HEADER - LAST.length();
        for (int length = begin; length < written.length; length++) {
            assertThat(read(Arrays.copyOf(written, length), GENERATION))
                    .as("%d bytes of %d", length, written.length)
                    .containsExactly("first", "second");
        }
    }

    @Test
    void theRestOfATornRecordMayBeAnything() throws IOException {
        int begin = written.length - Journal.HEADER - LAST.length();
        for (byte filler : new byte[] {0, 1, -1}) {
            for (int length = begin; length < written.length - 1; length++) {
                byte[] torn = written.clone();
                Arrays.fill(torn, length, torn.length, filler);
                assertThat(read(torn, GENERATION)).containsExactly("first", "second");
            }
        }
    }

    @Test
    void aFlippedBitInTheLastRecordMakesItIncomplete() throws IOException {
        for (int bit = 8 * (written.length - Journal.HEADER - LAST.length()); bit < 8 * written.length; bit++) {
            assertThat(read(flipped(bit), GENERATION)).as("bit %d", bit).containsExactly("first", "second");
        }
    }

    @Test
    void aFlippedBitBeforeTheLastRecordIsNotTakenForTheEnd() {
        for (int bit = 0; bit < 8 * (written.length - Journal.HEADER - LAST.length()); bit++) {
            byte[] damaged = flipped(bit);
            assertThatExceptionOfType(StoreException.class)
                    .as("bit %d", bit)
                    .isThrownBy(() -> read(damaged, GENERATION))
                    .withMessageContaining("damaged")
                    .withMessageContaining("journal");
        }
    }

    @Test
    void recordsOfAnotherGenerationDoNotCount() throws IOException {
        assertThat(read(written, GENERATION + 1)).isEmpty();
        assertThat(read(written, 0)).isEmpty();

        // Those of the generation before may still follow, if the disk has lost that the file was cut.
        Files.write(file, written);
        try (Journal journal = open(file)) {
            journal.begin(1);
            journal.add(record("of the next"));
        }
        byte[] both = written.clone();
        byte[] next = Files.readAllBytes(file);
        System.arraycopy(next, 0, both, 0, next.length);
        assertThat(read(both, 1)).containsExactly("of the next");
    }

    @Test
    void anEmptyJournalHasNoRecords() throws IOException {
        assertThat(read(new byte[0], GENERATION)).isEmpty();
        assertThat(read(new byte[100], 0)).isEmpty();
    }

    @Test
    void aRecordWithoutContentIsNotAdded() throws IOException {
        try (Journal journal = open(file)) {
            journal.begin(GENERATION);
            journal.add(record(""));
            journal.add(record(LAST));
        }
        assertThat(read(Files.readAllBytes(file), GENERATION)).containsExactly(LAST);
    }

    @Test
    void aNewGenerationBeginsAtTheBeginning() throws IOException {
        try (Journal journal = open(file)) {
            journal.begin(8);
            assertThat(Files.size(file)).isZero();
            journal.add(record("x"));
            assertThat(journal.read(8)).hasSize(1);
        }
    }

    private byte[] flipped(int bit) {
        byte[] damaged = written.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        return damaged;
    }

    private List<String> read(byte[] bytes, int generation) throws IOException {
        Files.write(file, bytes);
        try (Journal journal = open(file)) {
            return journal.read(generation).stream()
                    .map(content -> StandardCharsets.UTF_8.decode(content).toString())
                    .toList();
        }
    }

    private static Journal open(Path file) throws IOException {
        return Journal.open("file:" + file, false);
    }

    private static ByteBuffer record(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Journal.HEADER + bytes.length)
                .position(Journal.HEADER)
                .put(bytes)
                .flip();
    }
}
