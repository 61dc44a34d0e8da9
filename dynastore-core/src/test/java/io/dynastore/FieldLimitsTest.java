package io.dynastore;

import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Fields that DynamoDB would refuse, or would change, are refused before they are sent. */
class FieldLimitsTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    static Stream<Arguments> invalidNumbers() {
        return Stream.of(
                Arguments.of(
                        new BigDecimal("13.199999999999999289457264239899814128875732421875"), "significant digits"),
                Arguments.of(new BigDecimal("1".repeat(39)), "39 significant digits"),
                Arguments.of(new BigDecimal("0." + "7".repeat(39)), "39 significant digits"),
                Arguments.of(new BigInteger("-" + "9".repeat(40)), "40 significant digits"),
                Arguments.of(new BigInteger("9".repeat(20_000)), "20000 significant digits"),
                Arguments.of(new BigDecimal("1E+126"), "range"),
                Arguments.of(new BigDecimal("-1E+126"), "range"),
                Arguments.of(new BigDecimal("1E-131"), "range"),
                Arguments.of(new BigDecimal("1E+2000000000"), "range"),
                Arguments.of(Double.MAX_VALUE, "range"),
                Arguments.of(Double.MIN_VALUE, "range"),
                Arguments.of(Double.NaN, "NaN"),
                Arguments.of(Float.NEGATIVE_INFINITY, "finite"),
                Arguments.of(Double.POSITIVE_INFINITY, "finite"));
    }

    @ParameterizedTest
    @MethodSource("invalidNumbers")
    void aNumberBeyondDynamoDbsLimitsIsRefused(Number number, String problem) {
        assertRefused("amount", problem, with -> with.field("amount", number));
        assertRefused("amount", problem, with -> with.field("amount", AttributeValue.fromN(number.toString())));
        assertRefused(
                "amount",
                problem,
                with -> with.field(
                        "amount", AttributeValue.fromL(List.of(s("x"), AttributeValue.fromN(number.toString())))));
        assertDerivedRefused("amount", problem, number);
        Partition<AttributeValue> numbers = partition.as(Codec.attribute());
        assertNothingSent(() -> assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> numbers.put("k", AttributeValue.fromN(number.toString())))
                .withMessageContainingAll("payload", problem, "'k'", "'" + partition.name() + "'"));
    }

    static Stream<Number> validNumbers() {
        return Stream.of(
                0,
                -0.0,
                Long.MIN_VALUE,
                new AtomicLong(7),
                new BigDecimal("9".repeat(38)),
                new BigDecimal("-0." + "9".repeat(38)),
                new BigDecimal("9".repeat(38) + "0".repeat(88)),
                new BigDecimal("1E-130"),
                new BigDecimal("9.9999999999999999999999999999999999999E+125"),
                new BigDecimal("1." + "0".repeat(500)),
                new BigDecimal("0E-5000"),
                1.5e10,
                Float.MIN_NORMAL);
    }

    @ParameterizedTest
    @MethodSource("validNumbers")
    void aNumberWithinTheLimitsIsStored(Number number) {
        Entry<String> entry = partition.put("k", "v", with -> with.field("amount", number));

        assertThat(new BigDecimal(partition.get("k").fields().get("amount").n()))
                .isEqualByComparingTo(number.toString());
        assertThat(entry.version()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+10000-01-01T00:00:00Z", "-0001-12-31T23:59:59.999Z", "+999999999-12-31T23:59:59Z"})
    void anInstantWhoseTextWouldNotSortIsRefused(String text) {
        Instant instant = Instant.parse(text);

        assertRefused("created", "0000 to 9999", with -> with.field("created", instant));
        assertRefused("seen", "0000 to 9999", with -> with.field("seen", Instant.MIN));
        assertDerivedRefused("created", "0000 to 9999", instant);
    }

    @Test
    void theFirstAndTheLastInstantThatSortAreStored() {
        for (String text : List.of("0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z")) {
            partition.put("k", "v", with -> with.field("created", Instant.parse(text)));
            assertThat(partition.get("k").fields()).isEqualTo(Map.of("created", s(text)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "u\uD83D", "\uDE00x", "\uDE00\uD83D", "a\uD800b"})
    void invalidUnicodeIsRefused(String text) {
        assertRefused("user", "Unicode", with -> with.field("user", text));
        assertRefused("users", "Unicode", with -> with.field("users", AttributeValue.fromSs(List.of("a", text))));
        assertRefused(
                "deep",
                "Unicode",
                with -> with.field("deep", AttributeValue.fromM(Map.of("a", AttributeValue.fromL(List.of(s(text)))))));
        assertRefused("deep", "Unicode", with -> with.field("deep", AttributeValue.fromM(Map.of(text, s("a")))));
        assertDerivedRefused("user", "Unicode", text);
        assertNothingSent(() -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> partition.put("k", "v", with -> with.field(text, "x")))
                    .withMessageContainingAll("Unicode", "'k'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> partition.put("k", "v", with -> with.removeField(text)));
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> partition
                            .as(Codec.string().withField(text, value -> value))
                            .put("k", "v"))
                    .withMessageContainingAll("Unicode", "'k'");
            assertThatExceptionOfType(CodecException.class)
                    .isThrownBy(() -> partition.put("k", text))
                    .withMessageContainingAll("payload", "Unicode", "'k'");
        });
    }

    @Test
    void aPairOfSurrogatesIsNoProblem() {
        partition.put("k", "😀", with -> with.field("user", "u😀").field("😀", "x"));

        assertThat(partition.get("k").value()).isEqualTo("😀");
        assertThat(partition.get("k").fields()).isEqualTo(Map.of("user", s("u😀"), "😀", s("x")));
    }

    static Stream<Arguments> invalidKeysOfIndexes() {
        return Stream.of(
                Arguments.of("created", s(""), "empty"),
                Arguments.of("user", s(""), "empty"),
                Arguments.of("created", n(1), "is N"),
                Arguments.of("score", s("1"), "is S"),
                Arguments.of("user", AttributeValue.fromNul(true), "is NUL"),
                Arguments.of("created", s("x".repeat(1025)), "1024"),
                Arguments.of("created", s("€".repeat(342)), "1026"),
                Arguments.of("user", s("x".repeat(2049)), "2048"));
    }

    @ParameterizedTest
    @MethodSource("invalidKeysOfIndexes")
    void aFieldThatCannotBeTheKeyOfAnIndexIsRefused(String field, AttributeValue value, String problem) {
        assertRefused(field, problem, with -> with.field(field, value));
        assertRefused(field, problem, with -> with.fields(Map.of(field, value)));
        assertDerivedRefused(field, problem, value);
    }

    @Test
    void aFieldThatIsJustShortEnoughForAnIndexIsStored() {
        partition.put("k", "v", with -> with.field("created", "x".repeat(1024)).field("user", "x".repeat(2048)));

        assertThat(partition.count(Query.all().index(TestStore.BY_CREATED))).isEqualTo(1);
    }

    @Test
    void aFieldOfNoIndexMayBeEmptyOrLong() {
        partition.put(
                "k",
                "v",
                with -> with.field("note", "").field("long", "x".repeat(5000)).field("none", new byte[0]));

        assertThat(partition.get("k").fields()).hasSize(3);
    }

    static Stream<Arguments> invalidAttributes() {
        return Stream.of(
                Arguments.of(AttributeValue.builder().build(), "no value"),
                Arguments.of(AttributeValue.fromNul(false), "NULL"),
                Arguments.of(AttributeValue.fromN("abc"), "not a number"),
                Arguments.of(AttributeValue.fromN("٣"), "not a number"),
                Arguments.of(AttributeValue.fromN(""), "not a number"),
                Arguments.of(AttributeValue.fromSs(List.of()), "empty set"),
                Arguments.of(AttributeValue.fromSs(List.of("a", "a")), "equal elements"),
                Arguments.of(AttributeValue.fromNs(List.of("1", "1.0")), "equal elements"),
                Arguments.of(
                        AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("a"), SdkBytes.fromUtf8String("a"))),
                        "equal elements"),
                Arguments.of(nested(33), "32 levels"));
    }

    private static AttributeValue nested(int levels) {
        AttributeValue value = s("x");
        for (int i = 0; i < levels; i++) {
            value = AttributeValue.fromL(List.of(value));
        }
        return value;
    }

    @ParameterizedTest
    @MethodSource("invalidAttributes")
    void anAttributeThatDynamoDbDoesNotTakeIsRefused(AttributeValue value, String problem) {
        assertRefused("f", problem, with -> with.field("f", value));
        assertDerivedRefused("f", problem, value);
    }

    @Test
    void thirtyTwoLevelsAreStored() {
        partition.put("k", "v", with -> with.field("f", nested(32)));

        assertThat(partition.get("k").fields()).isEqualTo(Map.of("f", nested(32)));
        partition.as(Codec.attribute()).put("p", nested(32));
        store.store.transact(tx -> tx.put(partition.as(Codec.attribute()), "t", nested(32)));
    }

    @Test
    void anEntryThatItsFieldsMakeTooLargeIsNotSent() {
        assertNothingSent(() -> {
            assertThatExceptionOfType(EntryTooLargeException.class)
                    .isThrownBy(() -> partition.put("k", "v", with -> with.field("f", new byte[410_000])));
            assertThatExceptionOfType(EntryTooLargeException.class)
                    .isThrownBy(() ->
                            partition.put("k", "x".repeat(205_000), with -> with.field("f", "€".repeat(70_000))));
            assertThatExceptionOfType(EntryTooLargeException.class)
                    .isThrownBy(() ->
                            partition.put("k", "v", with -> with.field("f".repeat(60_000), "x".repeat(360_000))));
        });
    }

    @Test
    void aNameOf64KbIsRefused() {
        assertNothingSent(() -> assertThatIllegalArgumentException()
                .isThrownBy(() -> partition.put("k", "v", with -> with.field("f".repeat(65_536), "x")))
                .withMessageContainingAll("65536", "65535", "'k'")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500)));
    }

    private void assertRefused(String field, String problem, Consumer<WriteOptions> options) {
        Entry<String> entry = new Entry<>(
                partition.table().name(), partition.name(), "k", new Revision(1, null), null, "v", Map.of());
        List<Runnable> writes = List.of(
                () -> partition.put("k", "v", options),
                () -> partition.create("k", "v", options),
                () -> partition.update(entry, "v", options),
                () -> store.store.transact(tx -> tx.put(partition, "k", "v", options)));
        assertNothingSent(() -> assertThat(writes)
                .allSatisfy(write -> assertThatIllegalArgumentException()
                        .isThrownBy(write::run)
                        .withMessageContainingAll("'" + field + "'", problem, "'k'", "'" + partition.name() + "'")
                        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600))));
    }

    private void assertDerivedRefused(String field, String problem, Object value) {
        Partition<String> derived = partition.as(Codec.string().withField(field, any -> value));
        assertNothingSent(() -> assertThatThrownBy(() -> derived.put("k", "v"))
                .isInstanceOf(CodecException.class)
                .hasMessageContainingAll("'" + field + "'", problem, "'k'", "'" + partition.name() + "'"));
    }

    private void assertNothingSent(Runnable action) {
        assertThat(store.requestsOf(action)).isEmpty();
    }
}
