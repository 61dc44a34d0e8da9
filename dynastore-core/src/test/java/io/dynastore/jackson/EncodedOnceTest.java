package io.dynastore.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import io.dynastore.Codec;
import io.dynastore.CodecException;
import io.dynastore.Decoded;
import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Table;
import io.dynastore.TestDynamoDb;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;

/** The payload and the fields of a value are those that two separate passes make of it. */
class EncodedOnceTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** Counts how many times it is serialized. */
    static final class Counted {
        private final AtomicInteger reads = new AtomicInteger();

        public String getState() {
            reads.incrementAndGet();
            return "new";
        }

        public int getSize() {
            return 1;
        }
    }

    /** Has a property of its own in the place of a field, so that the depth decides. */
    record Inner(String f, int size) {}

    record Holder(@Nullable Object f, @Nullable Object other) {}

    record Raw(@JsonRawValue String f) {}

    record Unwrapped(@JsonUnwrapped Inner inner) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "f")
    record Named(String other) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
    record Wrapped(String f) {}

    static class Shape {
        public String getOther() {
            return "shape";
        }
    }

    static final class Circle extends Shape {
        public int getF() {
            return 7;
        }
    }

    record Whole(@JsonValue Map<String, Object> all) {}

    record Odd(@JsonSerialize(using = OddSerializer.class) String f, String other) {}

    /** Writes its value in each of the less usual ways. */
    static final class OddSerializer extends ValueSerializer<String> {
        @Override
        public void serialize(String way, JsonGenerator to, SerializationContext context) {
            switch (way) {
                case "characters" -> to.writeString(new char[] {'a', 'b'}, 0, 2);
                case "reader" -> to.writeString(new StringReader("ab"), 2);
                case "utf-8" -> to.writeUTF8String(new byte[] {'a', 'b'}, 0, 2);
                case "raw" -> to.writeRawValue("17");
                case "encoded number" -> to.writeNumber("17");
                case "short" -> to.writeNumber((short) 17);
                case "numbers" -> to.writeArray(new int[] {1, 2}, 0, 2);
                case "object" -> to.writePOJO(new byte[] {1, -1});
                case "embedded" -> to.writeEmbeddedObject(new byte[] {1, -1});
                case "tree" -> to.writeTree(MAPPER.valueToTree(new BigDecimal("1.50")));
                default -> to.writeNull();
            }
        }
    }

    private static JsonCodec<Holder> holders() {
        return JsonCodec.of(Holder.class);
    }

    static List<Object> contents() {
        return Arrays.asList(
                null,
                "text",
                "",
                'c',
                true,
                17,
                (short) 17,
                Long.MIN_VALUE,
                1.0,
                1e300,
                Double.NaN,
                0.1f,
                new BigDecimal("1.50"),
                new BigDecimal("1E+30"),
                BigDecimal.valueOf(100),
                BigInteger.TWO.pow(100),
                new byte[] {0, 1, -1},
                new byte[0],
                new char[] {'a'},
                Instant.parse("2026-01-31T09:00:00Z"),
                Instant.parse("+12026-01-31T09:00:00Z"),
                LocalDate.of(2026, 1, 31),
                UUID.fromString("8a6b1e3e-5f0c-4b0f-9a57-000000000001"),
                URI.create("https://example.org/"),
                Thread.State.NEW,
                Optional.of("x"),
                Optional.empty(),
                new AtomicInteger(3),
                new Inner("x", 1),
                List.of("x"),
                new int[] {1, 2},
                new String[] {"x"},
                Map.of("f", "x"),
                MAPPER.valueToTree("x"),
                MAPPER.valueToTree(new BigDecimal("2.500")),
                MAPPER.nullNode());
    }

    @ParameterizedTest
    @MethodSource("contents")
    void aPropertyBecomesTheSameFieldInOnePass(@Nullable Object content) {
        assertSame(holders().withFields("f", "absent"), new Holder(content, new Inner("inner", 2)));
    }

    static List<String> ways() {
        return List.of(
                "characters",
                "reader",
                "utf-8",
                "raw",
                "encoded number",
                "short",
                "numbers",
                "object",
                "embedded",
                "tree",
                "null");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aPropertyThatIsWrittenInAnUnusualWayBecomesTheSameField(String way) {
        assertSame(JsonCodec.of(Odd.class).withFields("f", "other"), new Odd(way, "o"));
        assertSame(JsonCodec.of(Odd.class).withFields("other", "f"), new Odd(way, "o"));
    }

    @Test
    void typesAreTreatedAsBefore() {
        assertSame(JsonCodec.of(Raw.class).withFields("f"), new Raw("{\"a\": 1}"));
        assertSame(JsonCodec.of(Unwrapped.class).withFields("f", "size"), new Unwrapped(new Inner("x", 1)));
        assertSame(JsonCodec.of(Named.class).withFields("f", "other"), new Named("x"));
        assertSame(JsonCodec.of(Wrapped.class).withFields("f"), new Wrapped("x"));
        assertSame(JsonCodec.of(Whole.class).withFields("f"), new Whole(new LinkedHashMap<>(Map.of("f", "x"))));
        assertSame(JsonCodec.of(Shape.class).withFields("f", "other"), new Circle());
        assertSame(
                JsonCodec.of(new TypeReference<Map<String, Object>>() {}).withFields("f"),
                new LinkedHashMap<>(Map.of("f", 17)));
    }

    @Test
    void theSettingsOfTheMapperApply() {
        JsonMapper wrapping = JsonMapper.builder()
                .enable(SerializationFeature.WRAP_ROOT_VALUE, SerializationFeature.INDENT_OUTPUT)
                .build();
        JsonMapper indenting =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

        assertSame(JsonCodec.of(Holder.class, wrapping).withFields("f"), new Holder("x", "y"));
        assertSame(JsonCodec.of(Holder.class, indenting).withFields("f"), new Holder(new BigDecimal("1.50"), "y"));
    }

    @Test
    void aValueIsSerializedOnceForPayloadAndFields() {
        Table table = DynaStore.create(TestDynamoDb.client(TestDynamoDb.http()))
                .table(TestDynamoDb.uniqueName("EncodedOnce"));
        table.createIfAbsent();
        JsonCodec<Counted> codec = JsonCodec.of(Counted.class)
                .withFields("state")
                .withField("twice", counted -> 2 * counted.getSize())
                .withFields("size");
        Partition<Counted> partition = table.partition("p", codec);
        Counted value = new Counted();

        Entry<Counted> entry = partition.put("k", value);

        assertThat(value.reads).hasValue(1);
        assertThat(entry.fields())
                .isEqualTo(Map.of(
                        "state", AttributeValue.fromS("new"),
                        "twice", AttributeValue.fromN("2"),
                        "size", AttributeValue.fromN("1")));
        assertThat(table.partition("p", Codec.string()).get("k").value()).isEqualTo("{\"size\":1,\"state\":\"new\"}");
    }

    @Test
    void wrappersOfACodecEncodeOnce() {
        Codec<Decoded<Counted>> tolerant =
                JsonCodec.of(Counted.class).withFields("state").tolerant();
        Decoded<Counted> readable = tolerant.decode(AttributeValue.fromS("{}"));

        Codec.Encoded encoded = tolerant.withField("more", value -> "x").encodeWithFields(readable);

        assertThat(encoded.fields()).containsOnlyKeys("state", "more");
        assertThat(readable.value().reads).hasValue(1);
    }

    @Test
    void bytesAreStoredAsBinary() {
        Codec.Encoded encoded = holders().withFields("f").encodeWithFields(new Holder(new byte[] {0, -1}, null));

        assertThat(encoded.payload().s()).isEqualTo("{\"f\":\"AP8=\",\"other\":null}");
        assertThat(encoded.fields()).isEqualTo(Map.of("f", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1
        }))));
    }

    /** Encodes both ways, and compares what they return or throw. */
    private static <V> void assertSame(JsonCodec<V> codec, V value) {
        String separate = outcome(() -> {
            AttributeValue payload = codec.encode(value);
            return new Codec.Encoded(payload, codec.fields(value));
        });
        assertThat(outcome(() -> codec.encodeWithFields(value))).isEqualTo(separate);
    }

    private interface Encoding {
        Codec.Encoded run();
    }

    private static String outcome(Encoding encoding) {
        try {
            return encoding.run().toString();
        } catch (CodecException e) {
            return e.toString();
        }
    }
}
