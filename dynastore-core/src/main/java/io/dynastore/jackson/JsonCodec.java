package io.dynastore.jackson;

import io.dynastore.Codec;
import io.dynastore.CodecException;
import io.dynastore.internal.Texts;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * A codec that stores values as JSON text (S), as the Go library's examples do. Immutable and thread-safe.
 *
 * <p>Jackson determines the JSON of a type. It writes an {@link java.time.Instant} without trailing zeros, so a property that
 * becomes a field by which an index sorts needs a fixed format, such as
 * {@code @JsonFormat(pattern = "yyyy-MM-dd'T'HH:mm:ss.SSSX", timezone = "UTC")}.
 *
 * <p>A value whose document is the JSON {@code null} could not be read back, and is refused when it is written. What else Jackson
 * reads differently than it was written, such as the offset of an {@link java.time.OffsetDateTime} or a property that is
 * {@code WRITE_ONLY}, depends on the type and on the mapper.
 *
 * @param <V> the type of the values
 */
public final class JsonCodec<V> implements Codec<V> {
    private static final int INITIAL_CHARACTERS = 256;

    private final ObjectMapper mapper;
    private final JavaType type;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final List<String> names;

    /** The properties that become fields. */
    private final Set<String> properties;

    private final Derivation<V> derivation;

    /** Derives fields from a value or from its document, of which it needs the properties alone. */
    private interface Derivation<V> {
        Map<String, @Nullable AttributeValue> of(V value, Supplier<JsonNode> document);
    }

    private JsonCodec(
            ObjectMapper mapper, JavaType type, List<String> names, Set<String> properties, Derivation<V> derivation) {
        this.mapper = mapper;
        this.type = type;
        this.reader = mapper.readerFor(type);
        this.writer = mapper.writerFor(type);
        this.names = names;
        this.properties = properties;
        this.derivation = derivation;
    }

    private static <V> JsonCodec<V> of(JavaType type, ObjectMapper mapper) {
        return new JsonCodec<>(mapper, type, List.of(), Set.of(), (value, document) -> Map.of());
    }

    /**
     * Returns the codec of a class or record, with Jackson's defaults.
     *
     * @param <V> the type of the values
     * @param type the class
     * @return the codec
     */
    public static <V> JsonCodec<V> of(Class<V> type) {
        return of(type, JsonMapper.shared());
    }

    /**
     * Returns the codec of a class or record.
     *
     * @param <V> the type of the values
     * @param type the class
     * @param mapper reads and writes the JSON
     * @return the codec
     */
    public static <V> JsonCodec<V> of(Class<V> type, ObjectMapper mapper) {
        return of(mapper.constructType(type), mapper);
    }

    /**
     * Returns the codec of a generic type, such as {@code new TypeReference<List<Order>>() {}}, with Jackson's defaults.
     *
     * @param <V> the type of the values
     * @param type the type
     * @return the codec
     */
    public static <V> JsonCodec<V> of(TypeReference<V> type) {
        return of(type, JsonMapper.shared());
    }

    /**
     * Returns the codec of a generic type, such as {@code new TypeReference<List<Order>>() {}}.
     *
     * @param <V> the type of the values
     * @param type the type
     * @param mapper reads and writes the JSON
     * @return the codec
     */
    public static <V> JsonCodec<V> of(TypeReference<V> type, ObjectMapper mapper) {
        return of(mapper.constructType(type), mapper);
    }

    /**
     * Returns this codec with further fields, which are properties of the JSON: a string becomes S, a number N, true or
     * false BOOL. A property that is missing or null removes the field. The fields that this codec derives already are kept; of two
     * fields with the same name, the later one applies.
     *
     * @param properties names of properties at the top level of the JSON, which are also the fields' names
     * @return the new codec
     */
    public JsonCodec<V> withFields(String... properties) {
        List<String> added = List.of(properties);
        return added.isEmpty()
                ? this
                : with(added, added, (value, document) -> {
                    Map<String, @Nullable AttributeValue> derived = new LinkedHashMap<>();
                    JsonNode json = document.get();
                    added.forEach(name -> derived.put(name, field(name, json.get(name))));
                    return derived;
                });
    }

    @Override
    public JsonCodec<V> withField(String name, Function<? super V, ? extends @Nullable Object> field) {
        Codec<V> alone = JsonCodec.<V>of(type, mapper).derived(name, field);
        return with(List.of(name), List.of(), (value, document) -> alone.fields(value));
    }

    private Codec<V> derived(String name, Function<? super V, ? extends @Nullable Object> field) {
        return Codec.super.withField(name, field);
    }

    private JsonCodec<V> with(List<String> added, List<String> read, Derivation<V> further) {
        return new JsonCodec<>(
                mapper,
                type,
                Stream.concat(names.stream(), added.stream()).distinct().toList(),
                Stream.concat(properties.stream(), read.stream()).collect(Collectors.toUnmodifiableSet()),
                (value, document) -> {
                    Map<String, @Nullable AttributeValue> fields = new LinkedHashMap<>(derivation.of(value, document));
                    fields.putAll(further.of(value, document));
                    return fields;
                });
    }

    @Override
    public AttributeValue encode(V value) {
        try {
            return payload(writer.writeValueAsString(value));
        } catch (JacksonException e) {
            throw notWritten(e);
        }
    }

    /** Writes the JSON once, and keeps the properties that become fields. */
    @Override
    public Encoded encodeWithFields(V value) {
        if (properties.isEmpty() || !isOfDeclaredType(value)) {
            return new Encoded(encode(value), fields(value));
        }
        StringWriter json = new StringWriter(INITIAL_CHARACTERS);
        JsonNode captured;
        try (CapturingGenerator generator = new CapturingGenerator(writer.createGenerator(json), properties)) {
            writer.writeValue(generator, value);
            captured = generator.captured();
        } catch (JacksonException e) {
            throw notWritten(e);
        }
        AttributeValue payload = payload(json.toString());
        return new Encoded(payload, captured == null ? fields(value) : derivation.of(value, () -> captured));
    }

    /** The text has the properties of the declared type, but fields may also be properties of the value's own class. */
    private boolean isOfDeclaredType(V value) {
        return value.getClass() == type.getRawClass() && !type.hasGenericTypes();
    }

    private AttributeValue payload(String json) {
        if (json.isBlank() || (json.length() < 16 && json.strip().equals("null"))) {
            throw new CodecException(
                    "its JSON is null, which cannot be read back as " + type.toCanonical()
                            + "; delete the entry instead, or store an object",
                    null);
        }
        return AttributeValue.fromS(json);
    }

    private JsonNode tree(V value) {
        try {
            return mapper.valueToTree(value);
        } catch (JacksonException e) {
            throw notWritten(e);
        }
    }

    private CodecException notWritten(JacksonException e) {
        return new CodecException("as JSON of " + type.toCanonical() + ": " + JsonProblem.ofWriting(e), e);
    }

    @Override
    public V decode(AttributeValue payload) {
        String json = payload.s();
        if (json == null) {
            throw new CodecException(
                    "the payload is " + payload.type() + ", but JSON is stored as S"
                            + (Boolean.TRUE.equals(payload.nul())
                                    ? "; it is an empty string or empty bytes of the Go library"
                                    : ""),
                    null);
        }
        V value;
        try {
            value = reader.readValue(json);
        } catch (JacksonException e) {
            throw new CodecException("from JSON to " + type.toCanonical() + ": " + JsonProblem.ofReading(e), e);
        }
        if (value == null) {
            throw new CodecException("the payload is the JSON null, which is not a " + type.toCanonical(), null);
        }
        return value;
    }

    @Override
    public Map<String, @Nullable AttributeValue> fields(V value) {
        return derivation.of(value, () -> tree(value));
    }

    private @Nullable AttributeValue field(String name, @Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (node.isContainer()) {
            throw new CodecException(
                    "the property " + Texts.quote(name) + " of " + type.toCanonical() + " is " + node.getNodeType()
                            + ", but a field must be a string, a number, true or false",
                    null);
        }
        return JsonAttributes.toField(name, node);
    }

    @Override
    public String toString() {
        return "JsonCodec[" + type.toCanonical()
                + (names.isEmpty()
                        ? ""
                        : ", fields " + names.stream().map(Texts::escape).toList()) + "]";
    }
}
