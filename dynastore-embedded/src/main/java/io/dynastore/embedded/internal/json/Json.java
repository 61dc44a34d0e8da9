package io.dynastore.embedded.internal.json;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as trees of {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code Number}, {@code Boolean} and
 * null. Members keep their order.
 */
public final class Json {
    /** A name of 64 KB, of which each character is escaped, can still be read and then be refused by the right error. */
    private static final int LONGEST_NAME = 6 * (1 << 16) + 6;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNameLength(LONGEST_NAME).build())
            .build();

    private Json() {}

    /**
     * Reads a tree.
     *
     * @param bytes the JSON
     * @return the tree
     * @throws IllegalArgumentException if the bytes are not JSON, or if the JSON is followed by other text
     */
    public static @Nullable Object read(byte[] bytes) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("There is no JSON.");
            }
            Object tree = value(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("The JSON is followed by something else.");
            }
            return tree;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("This is not JSON.", e);
        }
    }

    /** {@return whether the bytes are JSON} */
    public static boolean isValid(byte[] bytes) {
        try {
            read(bytes);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("Unexpected token " + parser.currentToken());
        };
    }

    private static Number number(JsonParser parser) {
        return new BigDecimal(parser.getString());
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static List<@Nullable Object> array(JsonParser parser) {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    /** Returns the JSON of a tree, in which each {@link JsonValue} writes itself. */
    public static byte[] write(@Nullable Object tree) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write(generator, tree);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator generator, @Nullable Object tree) {
        if (tree == null) {
            generator.writeNull();
        } else if (tree instanceof JsonValue value) {
            value.write(generator);
        } else if (tree instanceof Map<?, ?> members) {
            generator.writeStartObject();
            members.forEach((name, member) -> {
                generator.writeName((String) name);
                write(generator, member);
            });
            generator.writeEndObject();
        } else if (tree instanceof Iterable<?> elements) {
            generator.writeStartArray();
            elements.forEach(element -> write(generator, element));
            generator.writeEndArray();
        } else if (tree instanceof String text) {
            generator.writeString(text);
        } else if (tree instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (tree instanceof Integer number) {
            generator.writeNumber(number);
        } else if (tree instanceof Long number) {
            generator.writeNumber(number);
        } else if (tree instanceof Double number) {
            generator.writeNumber(number);
        } else if (tree instanceof BigDecimal number) {
            generator.writeNumber(number);
        } else {
            throw new IllegalArgumentException("No JSON for " + tree.getClass());
        }
    }
}
