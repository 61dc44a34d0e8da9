package io.dynastore;

import static io.dynastore.Attributes.b;
import static io.dynastore.Attributes.n;
import static io.dynastore.Attributes.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Tag(TestDynamoDb.CONTRACT)
class FieldsTest {
    private final TestStore store = new TestStore();
    private final Partition<String> partition = store.partition;

    @Test
    void fieldsHaveTheTypesOfTheirValues() {
        AttributeValue list = AttributeValue.fromL(List.of(s("x"), n(1)));

        Entry<String> entry = partition.put(
                "k",
                "value",
                with -> with.field("text", "a")
                        .field("int", 1)
                        .field("decimal", new BigDecimal("1.25"))
                        .field("double", 0.25)
                        .field("bytes", "b".getBytes(StandardCharsets.UTF_8))
                        .field("instant", Instant.parse("2026-01-31T09:00:00Z"))
                        .field("list", list));

        assertThat(entry.fields())
                .isEqualTo(Map.of(
                        "text", s("a"),
                        "int", n(1),
                        "decimal", n("1.25"),
                        "double", n("0.25"),
                        "bytes", b("b"),
                        "instant", s("2026-01-31T09:00:00.000Z"),
                        "list", list));
        assertThat(partition.get("k")).isEqualTo(entry);
    }

    @Test
    void theFieldsOfOneEntryCanBeGivenToAnother() {
        Entry<String> entry =
                partition.put("k", "value", with -> with.field("a", "1").field("b", 2));

        assertThat(partition
                        .put("copy", "value", with -> with.fields(entry.fields()))
                        .fields())
                .isEqualTo(entry.fields());
    }

    @Test
    void fieldNamesMayBeReservedWordsOfDynamoDb() {
        Map<String, AttributeValue> fields = Map.of(
                "status", s("1"), "user", s("2"), "a.b", s("3"), "a-b", s("4"), "#f0", s("5"), ":f0", s("6"), "käse",
                s("7"));

        partition.put("k", "value", with -> with.fields(fields));

        assertThat(partition.get("k").fields()).isEqualTo(fields);
        assertThat(store.item("k")).containsAllEntriesOf(fields);
        assertThat(partition
                        .put("k", "value", with -> fields.keySet().forEach(with::removeField))
                        .fields())
                .isEmpty();
    }

    @Test
    void aCodecDerivesFieldsWithEachWrite() {
        Partition<String> derived = partition.as(Codec.string()
                .withField("length", String::length)
                .withField("initial", value -> value.substring(0, 1)));

        Entry<String> entry = derived.create("k", "one");
        assertThat(entry.fields()).isEqualTo(Map.of("length", n(3), "initial", s("o")));
        entry = derived.update(entry, "three");
        assertThat(entry.fields()).isEqualTo(Map.of("length", n(5), "initial", s("t")));
        entry = derived.put("k", "four");
        assertThat(entry.fields()).isEqualTo(Map.of("length", n(4), "initial", s("f")));
        assertThat(derived.get("k")).isEqualTo(entry);
    }

    @Test
    void aDerivedFieldThatTheValueNoLongerHasIsRemoved() {
        Partition<String> derived =
                partition.as(Codec.string().withField("tag", value -> value.startsWith("#") ? value : null));

        Entry<String> entry = derived.create("k", "#java", with -> with.field("other", "kept"));
        assertThat(entry.fields()).isEqualTo(Map.of("tag", s("#java"), "other", s("kept")));

        entry = derived.update(entry, "plain");
        assertThat(entry.fields()).isEqualTo(Map.of("other", s("kept")));
        derived.put("k", "#again");
        assertThat(derived.put("k", "plain").fields()).isEqualTo(Map.of("other", s("kept")));
        assertThat(derived.create("new", "plain").fields()).isEmpty();
        assertThat(store.item("k")).doesNotContainKey("tag");
    }

    @Test
    void optionsWinOverDerivedFields() {
        Partition<String> derived = partition.as(Codec.string().withField("length", String::length));

        assertThat(derived.put("k", "one", with -> with.field("length", 99)).fields())
                .isEqualTo(Map.of("length", n(99)));
        assertThat(derived.put("k", "one", with -> with.removeField("length")).fields())
                .isEmpty();
        assertThat(derived.create("new", "one", with -> with.field("length", "text"))
                        .fields())
                .isEqualTo(Map.of("length", s("text")));
    }

    @Test
    void derivedFieldsMayBeOfEachSupportedType() {
        Codec<String> codec = Codec.string()
                .withField("text", value -> value)
                .withField("number", value -> 1.5)
                .withField("bool", value -> true)
                .withField("bytes", value -> value.getBytes(StandardCharsets.UTF_8))
                .withField("instant", value -> Instant.EPOCH)
                .withField("attribute", AttributeValue::fromS);

        assertThat(partition.as(codec).put("k", "v").fields())
                .isEqualTo(Map.of(
                        "text", s("v"),
                        "number", n("1.5"),
                        "bool", AttributeValue.fromBool(true),
                        "bytes", b("v"),
                        "instant", s("1970-01-01T00:00:00.000Z"),
                        "attribute", s("v")));
    }

    @Test
    void aDerivedFieldOfAnotherTypeSaysWhichOneAndWhere() {
        Partition<String> derived = partition.as(Codec.string().withField("odd", value -> List.of(value)));

        assertThat(store.requestsOf(() -> assertThatExceptionOfType(CodecException.class)
                        .isThrownBy(() -> derived.put("k", "v"))
                        .withMessageContainingAll(
                                "'odd'", "'k'", "'" + partition.name() + "'", "'" + TestStore.CRM.name() + "'")))
                .isEmpty();
    }

    @Test
    void whatADerivationThrowsNamesThePlace() {
        Partition<String> derived = partition.as(Codec.string().withField("bad", value -> {
            throw new IllegalStateException("boom");
        }));

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> derived.put("k", "v"))
                .withMessageContainingAll("java.lang.IllegalStateException", "'k'", "'" + partition.name() + "'")
                .withMessageNotContaining("boom")
                .satisfies(e -> assertThat(e.key()).isEqualTo("k"));
    }

    @Test
    void whatTheOptionsThrowReachesTheCallerAsItIs() {
        assertThat(store.requestsOf(() -> assertThatIllegalStateException()
                        .isThrownBy(() -> partition.put("k", "v", with -> {
                            throw new IllegalStateException("boom");
                        }))
                        .withMessage("boom")))
                .isEmpty();
    }
}
