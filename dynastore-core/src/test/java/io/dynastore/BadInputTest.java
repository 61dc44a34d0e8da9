package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails before anything is sent. */
class BadInputTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;
    private final Revision revision = new Revision(1, null);

    @AfterEach
    void nothingWasSent() {
        assertThat(store.http.requests()).isEmpty();
    }

    private List<Consumer<String>> operationsOnAKey() {
        return List.of(
                partition::get,
                partition::find,
                partition::exists,
                key -> partition.put(key, "v"),
                key -> partition.withTimeToLive(Duration.ofDays(1)).put(key, "v"),
                key -> partition.create(key, "v"),
                key -> partition.update(key, revision, "v"),
                partition::delete,
                key -> partition.delete(key, revision));
    }

    @Test
    void anEmptyKeyIsRefused() {
        assertThat(operationsOnAKey())
                .allSatisfy(operation -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> operation.accept(""))
                        .withMessageContainingAll("empty", "'" + partition.name() + "'", "'CRMTable'", "1024"));
    }

    static Stream<String> keysOf1025Bytes() {
        return Stream.of("a".repeat(1025), "é".repeat(512) + "a", "€".repeat(341) + "aa", "😀".repeat(256) + "a");
    }

    @ParameterizedTest
    @MethodSource("keysOf1025Bytes")
    void aKeyOfOneByteTooManyIsRefused(String key) {
        assertThat(operationsOnAKey())
                .allSatisfy(operation -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> operation.accept(key))
                        .withMessageContainingAll(
                                "1025", "1024", "'" + partition.name() + "'", "'CRMTable'", key.substring(0, 60))
                        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D"})
    void aKeyWithHalfASurrogatePairIsRefused(String key) {
        assertThat(operationsOnAKey())
                .allSatisfy(operation -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> operation.accept(key))
                        .withMessageContainingAll("Unicode", "'" + partition.name() + "'", "'CRMTable'"));
    }

    @Test
    void noKeyAtAllIsRefused() {
        assertThat(operationsOnAKey())
                .allSatisfy(operation -> assertThatNullPointerException()
                        .isThrownBy(() -> operation.accept(null))
                        .withMessageContainingAll("key", "'" + partition.name() + "'", "'CRMTable'"));
    }

    @Test
    void aPartitionNameThatNoTableTakesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.table.partition(""))
                .withMessageContainingAll("partition name", "empty", "'CRMTable'", "2048");
        for (String name : List.of("p".repeat(2049), "é".repeat(1024) + "a", "€".repeat(683), "😀".repeat(512) + "a")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.table.partition(name))
                    .withMessageContainingAll("partition name", "2049", "2048", "'CRMTable'");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.table.partition("\uD83D"))
                .withMessageContainingAll("partition name", "Unicode");
        assertThatNullPointerException().isThrownBy(() -> store.table.partition(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "name", "version", "payload", "expires", "writeId", "fence"})
    void aReservedFieldIsRefusedHoweverItIsGiven(String name) {
        List<Consumer<WriteOptions>> ways = List.of(
                with -> with.field(name, "text"),
                with -> with.field(name, 1),
                with -> with.field(name, new byte[0]),
                with -> with.field(name, Instant.EPOCH),
                with -> with.field(name, Attributes.s("x")),
                with -> with.fields(Map.of(name, Attributes.s("x"))),
                with -> with.removeField(name));

        for (Consumer<WriteOptions> way : ways) {
            assertReserved(name, () -> partition.put("k", "v", way));
            assertReserved(name, () -> partition.create("k", "v", way));
            assertReserved(name, () -> partition.update("k", revision, "v", way));
        }
        Partition<String> derived = partition.as(Codec.string().withField(name, value -> value));
        assertReserved(name, () -> derived.put("k", "v"));
        assertReserved(name, () -> derived.create("k", "v"));
        assertReserved(
                name,
                () -> partition
                        .as(Codec.string().withField(name, value -> null))
                        .put("k", "v"));
    }

    private void assertReserved(String name, Runnable write) {
        assertThatExceptionOfType(ReservedFieldException.class)
                .isThrownBy(write::run)
                .withMessageContainingAll("'" + name + "'", "'k'", "'" + partition.name() + "'", "'CRMTable'")
                .satisfies(e -> assertThat(e.field()).isEqualTo(name));
    }

    @Test
    void aFieldWithoutANameOrAValueIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> partition.put("k", "v", with -> with.field("", "x")))
                .withMessageContainingAll("empty", "'k'", "'" + partition.name() + "'");
        assertThatNullPointerException()
                .isThrownBy(() -> partition.put("k", "v", with -> with.field("f", (String) null)))
                .withMessageContaining("f");
        assertThatNullPointerException()
                .isThrownBy(() -> partition.put("k", "v", with -> with.field("f", (Number) null)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aNumberThatIsNoneIsRefused(double number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> partition.put("k", "v", with -> with.field("score", number)))
                .withMessageContainingAll("'score'", Double.toString(number), "'k'", "'" + partition.name() + "'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> partition.put("k", "v", with -> with.field("score", (float) number)));
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> partition
                        .as(Codec.string().withField("score", value -> number))
                        .put("k", "v"))
                .withMessageContainingAll("'score'", "'k'", "'" + partition.name() + "'");
    }

    @ParameterizedTest
    @CsvSource({"PT0S", "PT-1S", "PT-0.000000001S"})
    void aTimeToLiveThatIsOverAlreadyIsRefused(Duration timeToLive) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> partition.put("k", "v", with -> with.timeToLive(timeToLive)))
                .withMessageContainingAll("positive", timeToLive.toString(), "'k'", "'" + partition.name() + "'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> partition.withTimeToLive(timeToLive))
                .withMessageContainingAll("positive", timeToLive.toString(), "'" + partition.name() + "'");
    }

    @Test
    void aTimeToLiveBeyondAllTimeIsRefused() {
        Duration tooLong = Duration.between(TestStore.START, Instant.MAX).plusNanos(1);

        for (Duration timeToLive : List.of(tooLong, Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> partition.put("k", "v", with -> with.timeToLive(timeToLive)))
                    .withMessageContainingAll("after the latest time", "'k'", "'" + partition.name() + "'");
            assertThatIllegalArgumentException().isThrownBy(() -> partition.withTimeToLive(timeToLive));
        }
        assertThatIllegalArgumentException()
                .as("it has no second to be rounded up to")
                .isThrownBy(() -> partition.put("k", "v", with -> with.expiresAt(Instant.MAX)))
                .withMessageContainingAll("after the latest time", "'k'");
    }

    @Test
    void anExpiryThatIsNotInTheFutureIsRefused() {
        for (Instant past : List.of(TestStore.START, TestStore.START.minusNanos(1), Instant.MIN)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> partition.put("k", "v", with -> with.expiresAt(past)))
                    .withMessageContainingAll("future", past.toString(), "'k'", "'" + partition.name() + "'");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aLimitBelowOneIsRefused(int limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.all().limit(limit))
                .withMessageContainingAll(Integer.toString(limit), "at least 1");
    }

    @Test
    void noValueAtAllIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> partition.put("k", null))
                .withMessageContainingAll("value", "'k'", "'" + partition.name() + "'", "'CRMTable'");
        assertThatNullPointerException().isThrownBy(() -> partition.create("k", null));
        assertThatNullPointerException().isThrownBy(() -> partition.update("k", revision, null));
    }

    @Test
    void aRevisionOrEntryThatIsNullIsRefused() {
        assertThatNullPointerException().isThrownBy(() -> partition.update("k", null, "v"));
        assertThatNullPointerException().isThrownBy(() -> partition.update((Entry<String>) null, "v"));
        assertThatNullPointerException().isThrownBy(() -> partition.delete("k", null));
    }
}
