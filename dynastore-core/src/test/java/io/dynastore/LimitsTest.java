package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is just small enough, and what only DynamoDB finds too large. */
@Tag(TestDynamoDb.CONTRACT)
class LimitsTest {
    private static final int LIMIT = 400 * 1024;

    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    static Stream<String> keysOf1024Bytes() {
        return Stream.of("a".repeat(1024), "é".repeat(512), "€".repeat(341) + "a", "😀".repeat(256));
    }

    @ParameterizedTest
    @MethodSource("keysOf1024Bytes")
    void aKeyOf1024BytesIsTaken(String key) {
        assertThat(key.getBytes(StandardCharsets.UTF_8)).hasSize(1024);

        Entry<String> entry = partition.create(key, "one");

        assertThat(partition.get(key)).isEqualTo(entry);
        assertThat(partition.update(entry, "two").version()).isEqualTo(2);
        assertThat(partition.list(Query.all()).items()).hasSize(1);
        assertThat(partition.delete(key)).isTrue();
    }

    static Stream<String> namesOf2048Bytes() {
        return Stream.of("p".repeat(2048), "é".repeat(1024), "€".repeat(682) + "aa", "😀".repeat(512));
    }

    @ParameterizedTest
    @MethodSource("namesOf2048Bytes")
    void aPartitionNameOf2048BytesIsTaken(String name) {
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSize(2048);
        Partition<String> named = store.table.partition(name);

        Entry<String> entry = named.create("k", "one");

        assertThat(named.get("k")).isEqualTo(entry);
        assertThat(named.list(Query.all()).items()).containsExactly(entry);
    }

    @Test
    void theLatestExpiryOfAllIsTaken() {
        Instant last = Instant.ofEpochSecond(Instant.MAX.getEpochSecond());

        assertThat(partition.put("k", "v", with -> with.expiresAt(last)).expires())
                .isEqualTo(last);
        assertThat(partition.get("k").expires()).isEqualTo(last);
    }

    /** How large a payload may be beside the other attributes of an item without fields. */
    private int roomForThePayload() {
        int keys = 2 + partition.name().length() + 4 + 1;
        int writeId = 7 + 16;
        int version = 7 + 2;
        return LIMIT - keys - writeId - version - 7;
    }

    @Test
    void anEntryOfNearly400KbIsTaken() {
        String value = "x".repeat(roomForThePayload() - 100);

        Entry<String> entry = partition.create("k", value);
        partition.update(entry, value);

        assertThat(partition.put("k", value).version()).isEqualTo(3);
        assertThat(partition.get("k").value()).isEqualTo(value);
    }

    @Test
    void anEntryOfMoreThan400KbIsRefusedByEachWrite() {
        Entry<String> entry = partition.create("k", "small");
        String value = "x".repeat(roomForThePayload() + 1);

        assertTooLarge(() -> partition.create("new", value));
        assertTooLarge(() -> partition.put("new", value));
        assertTooLarge(() -> partition.put("k", value));
        assertTooLarge(() -> partition.update(entry, value));

        assertThat(partition.get("k")).isEqualTo(entry);
        assertThat(store.item("new")).isEmpty();
    }

    @Test
    void anEntryOfManyBytesInFewCharactersIsRefused() {
        assertTooLarge(() -> partition.put("k", "€".repeat(LIMIT / 3)));
    }

    @Test
    void aBinaryEntryOfMoreThan400KbIsRefused() {
        Partition<byte[]> bytes = partition.as(Codec.bytes());

        bytes.put("k", new byte[roomForThePayload() - 100]);

        assertTooLarge(() -> bytes.put("new", new byte[roomForThePayload() + 1]));
        assertTooLarge(() -> bytes.create("new", new byte[2 * LIMIT]));
    }

    @Test
    void anEntryThatOnlyItsKeptFieldsMakeTooLargeIsRefused() {
        Entry<String> entry = partition.create("k", "small", with -> with.field("f", "x".repeat(LIMIT / 2)));

        assertTooLarge(() -> partition.update(entry, "x".repeat(LIMIT / 2)));
        assertTooLarge(() -> partition.put("k", "x".repeat(LIMIT / 2)));

        assertThat(partition.get("k")).isEqualTo(entry);
        assertThat(partition
                        .update(entry, "x".repeat(LIMIT / 2), with -> with.removeField("f"))
                        .version())
                .isEqualTo(2);
    }

    @Test
    void aTextThatCannotFitIsNotEvenSent() {
        assertThat(store.requestsOf(() -> assertTooLarge(() -> partition.put("k", "x".repeat(LIMIT + 1)))))
                .isEmpty();
    }

    private void assertTooLarge(Runnable write) {
        Consumer<EntryTooLargeException> namesThePlace = e -> {
            assertThat(e.table()).isEqualTo(TestStore.CRM.name());
            assertThat(e.partition()).isEqualTo(partition.name());
            assertThat(e.key()).isIn("k", "new");
        };
        assertThatExceptionOfType(EntryTooLargeException.class)
                .isThrownBy(write::run)
                .withMessageContainingAll("409600", "'" + partition.name() + "'", "'" + TestStore.CRM.name() + "'")
                .satisfies(namesThePlace);
    }
}
