package io.dynastore.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.CodecException;
import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.ReservedFieldException;
import io.dynastore.Table;
import io.dynastore.TestDynamoDb;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class JsonCodecTest {
    private static final Table TABLE =
            DynaStore.create(TestDynamoDb.client(TestDynamoDb.http())).table(TestDynamoDb.uniqueName("Json"));

    static {
        TABLE.createIfAbsent();
    }

    private final JsonCodec<Customer> codec = JsonCodec.of(Customer.class);
    private final Customer ada = new Customer("Ada", 36, true, Instant.parse("2026-01-31T09:00:00Z"), List.of("math"));

    /** Without an end. */
    static final class Loop {
        public Loop getSelf() {
            return this;
        }
    }

    record Customer(String name, Integer age, Boolean active, Instant since, List<String> tags) {}

    @Test
    void aRecordIsStoredAsJsonTextAndReadBack() {
        AttributeValue payload = codec.encode(ada);

        assertThat(payload.s())
                .contains("\"name\":\"Ada\"", "\"age\":36", "\"active\":true", "\"since\":\"2026-01-31T09:00:00Z\"");
        assertThat(codec.decode(payload)).isEqualTo(ada);
    }

    @Test
    void aRecordMakesTheRoundTripThroughATable() {
        Partition<Customer> partition = TABLE.partition("customers", codec.withFields("age", "active"));

        Entry<Customer> written = partition.create("c-1", ada);

        assertThat(partition.get("c-1")).isEqualTo(written);
        assertThat(written.value()).isEqualTo(ada);
        assertThat(written.fields())
                .isEqualTo(Map.of("age", AttributeValue.fromN("36"), "active", AttributeValue.fromBool(true)));
    }

    @Test
    void aGenericTypeMakesTheRoundTrip() {
        JsonCodec<Map<String, List<Customer>>> groups = JsonCodec.of(new TypeReference<>() {}, JsonMapper.shared());
        Map<String, List<Customer>> value = Map.of("a", List.of(ada), "b", List.of());

        assertThat(groups.decode(groups.encode(value))).isEqualTo(value);
    }

    @Test
    void theMapperThatIsGivenDecides() {
        JsonMapper strict = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        AttributeValue payload = AttributeValue.fromS("{\"name\":\"Ada\",\"shoeSize\":38}");

        assertThat(codec.decode(payload).name())
                .as("unknown properties are passed over")
                .isEqualTo("Ada");
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> JsonCodec.of(Customer.class, strict).decode(payload))
                .withMessageContaining("shoeSize");
    }

    @Test
    void missingPropertiesAreNull() {
        assertThat(codec.decode(AttributeValue.fromS("{}"))).isEqualTo(new Customer(null, null, null, null, null));
    }

    @Test
    void theJsonNullIsNoValue() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codec.decode(AttributeValue.fromS("null")))
                .withMessageContainingAll("null", "Customer");
    }

    @Test
    void aPayloadOfAnotherTypeIsRefused() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codec.decode(AttributeValue.fromN("1")))
                .withMessageContainingAll("N", "stored as S");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "{\"name\":\"hunter2\"",
                "{\"name\":hunter2}",
                "{\"age\":\"hunter2\"}",
                "{\"since\":\"hunter2\"}",
                "{\"tags\":\"hunter2\"}",
                "\"hunter2\"",
                "{\"active\":\"hunter2\"}",
                "{\"name\":\"hunter2\\x\"}",
                "{} hunter2",
                ""
            })
    void brokenJsonNamesThePlaceButNotTheContent(String json) {
        Partition<String> texts = TABLE.partition("broken");
        texts.put("c-1", json);

        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> texts.as(codec).get("c-1"))
                .withMessageContainingAll("'c-1'", "'broken'", "'" + TABLE.name() + "'", "Customer")
                .satisfies(e -> {
                    assertThat(e.getMessage()).doesNotContain("hunter2");
                    assertThat(e.key()).isEqualTo("c-1");
                });
    }

    @Test
    void whereADocumentIsBrokenIsSaid() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codec.decode(AttributeValue.fromS("{\"name\":\"Ada\",\n\"age\":\"x\"}")))
                .withMessageContainingAll("age", "line 2", "java.lang.Integer", "InvalidFormatException");
    }

    @Test
    void aValueThatJacksonCannotWriteSaysSo() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(
                        () -> TABLE.partition("loop", JsonCodec.of(Loop.class)).put("k", new Loop()))
                .withMessageContainingAll("'k'", "'loop'", "Loop");
    }

    @Test
    void fieldsAreTakenFromTheJson() {
        assertThat(codec.withFields("name", "age", "active", "since").fields(ada))
                .isEqualTo(Map.of(
                        "name", AttributeValue.fromS("Ada"),
                        "age", AttributeValue.fromN("36"),
                        "active", AttributeValue.fromBool(true),
                        "since", AttributeValue.fromS("2026-01-31T09:00:00Z")));
        assertThat(codec.fields(ada)).isEmpty();
    }

    @Test
    void fieldsAreAddedToThoseBefore() {
        JsonCodec<Customer> extended = codec.withFields("name")
                .withField("initial", customer -> customer.name().substring(0, 1))
                .withFields("age")
                .withFields();

        assertThat(extended.fields(ada))
                .isEqualTo(Map.of(
                        "name", AttributeValue.fromS("Ada"),
                        "initial", AttributeValue.fromS("A"),
                        "age", AttributeValue.fromN("36")));
        assertThat(extended).asString().contains("Customer", "[name, initial, age]");
        assertThat(extended.decode(extended.encode(ada))).isEqualTo(ada);
    }

    @Test
    void ofTwoFieldsWithTheSameNameTheLaterOneApplies() {
        assertThat(codec.withFields("name").withField("name", customer -> "B").fields(ada))
                .isEqualTo(Map.of("name", AttributeValue.fromS("B")));
        assertThat(codec.withField("name", customer -> "B").withFields("name").fields(ada))
                .isEqualTo(Map.of("name", AttributeValue.fromS("Ada")));
    }

    @Test
    void aGenericTypeNeedsNoMapper() {
        JsonCodec<List<Integer>> numbers = JsonCodec.of(new TypeReference<>() {});

        assertThat(numbers.decode(numbers.encode(List.of(1, 2)))).containsExactly(1, 2);
    }

    @Test
    void aFieldThatIsNullOrMissingIsRemoved() {
        Partition<Customer> partition = TABLE.partition("nulls", codec.withFields("age", "absent"));

        Entry<Customer> entry = partition.create("k", ada);
        assertThat(entry.fields()).containsOnlyKeys("age");
        entry = partition.update(entry, new Customer("Ada", null, null, null, null));
        assertThat(entry.fields()).isEmpty();
        assertThat(partition.get("k").fields()).isEmpty();
    }

    @Test
    void aContainerIsNoField() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() ->
                        TABLE.partition("containers", codec.withFields("tags")).put("k", ada))
                .withMessageContainingAll("'tags'", "ARRAY", "'k'", "'containers'");
    }

    @Test
    void aReservedFieldIsRefused() {
        record Versioned(int version) {}

        assertThatExceptionOfType(ReservedFieldException.class)
                .isThrownBy(() -> TABLE.partition(
                                "reserved", JsonCodec.of(Versioned.class).withFields("version"))
                        .put("k", new Versioned(1)))
                .satisfies(e -> assertThat(e.field()).isEqualTo("version"));
    }
}
