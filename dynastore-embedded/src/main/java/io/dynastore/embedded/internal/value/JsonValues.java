package io.dynastore.embedded.internal.value;

import io.dynastore.embedded.internal.json.JsonValue;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Writes values and items as the API does. */
public final class JsonValues {
    private JsonValues() {}

    /** {@return the attributes as JSON} */
    public static JsonValue of(Map<String, Value> attributes) {
        return generator -> write(generator, attributes);
    }

    private static void write(JsonGenerator generator, Map<String, Value> attributes) {
        generator.writeStartObject();
        attributes.forEach((name, value) -> {
            generator.writeName(name);
            write(generator, value);
        });
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, Value value) {
        generator.writeStartObject();
        generator.writeName(value.type());
        writeContent(generator, value);
        generator.writeEndObject();
    }

    private static void writeContent(JsonGenerator generator, Value value) {
        if (value instanceof Value.Text text) {
            generator.writeString(text.text());
        } else if (value instanceof Value.Num number) {
            generator.writeString(Numbers.text(number.number()));
        } else if (value instanceof Value.Binary binary) {
            generator.writeString(binary.bytes().toString());
        } else if (value instanceof Value.Bool bool) {
            generator.writeBoolean(bool.truth());
        } else if (value instanceof Value.Null) {
            generator.writeBoolean(true);
        } else if (value instanceof Value.Array array) {
            generator.writeStartArray();
            array.elements().forEach(element -> write(generator, element));
            generator.writeEndArray();
        } else if (value instanceof Value.Document document) {
            write(generator, document.members());
        } else {
            writeSet(generator, value);
        }
    }

    private static void writeSet(JsonGenerator generator, Value value) {
        generator.writeStartArray();
        if (value instanceof Value.TextSet set) {
            set.texts().forEach(generator::writeString);
        } else if (value instanceof Value.NumSet set) {
            set.numbers().forEach(number -> generator.writeString(Numbers.text(number)));
        } else if (value instanceof Value.BinarySet set) {
            set.elements().forEach(bytes -> generator.writeString(bytes.toString()));
        }
        generator.writeEndArray();
    }
}
