package io.dynastore.jackson;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.TreeBuildingGenerator;

/**
 * Writes a document, and keeps some properties of its top level as nodes: the same ones that
 * {@link tools.jackson.databind.ObjectMapper#valueToTree} makes of them, so that bytes remain bytes and numbers keep their type.
 * A container is kept without its contents. Used for one document.
 */
final class CapturingGenerator extends JsonGeneratorDelegate {
    private final Set<String> names;
    private final TreeBuildingGenerator captured;

    /** The property whose value is written next, if it is to be kept. */
    private @Nullable String name;

    private boolean incomplete;

    /**
     * Creates a generator.
     *
     * @param text writes the document
     * @param names the names of the properties to keep
     */
    CapturingGenerator(JsonGenerator text, Set<String> names) {
        // Serializers that pass an object back must pass it to this generator.
        super(text, false);
        this.names = names;
        this.captured = text.objectWriteContext() instanceof SerializationContext context
                ? TreeBuildingGenerator.forSerialization(
                        context, context.getConfig().getNodeFactory())
                : TreeBuildingGenerator.forSerialization(null, JsonNodeFactory.instance);
        captured.writeStartObject();
    }

    /** Returns an object with the properties that were kept; null if one was written in a way that this class does not know. */
    @Nullable
    JsonNode captured() {
        return incomplete || name != null ? null : captured.treeBuilt();
    }

    private void named(String next) {
        incomplete |= name != null;
        name = streamWriteContext().getNestingDepth() == 1 && names.contains(next) ? next : null;
    }

    /** Returns whether to keep the value that is written next. */
    private boolean isWanted() {
        if (name == null) {
            return false;
        }
        captured.writeName(name);
        name = null;
        return true;
    }

    @Override
    public JsonGenerator writeName(String next) {
        named(next);
        return super.writeName(next);
    }

    @Override
    public JsonGenerator writeName(SerializableString next) {
        named(next.getValue());
        return super.writeName(next);
    }

    private void object() {
        if (isWanted()) {
            captured.writeStartObject().writeEndObject();
        }
    }

    @Override
    public JsonGenerator writeStartObject() {
        object();
        return super.writeStartObject();
    }

    @Override
    public JsonGenerator writeStartObject(Object value) {
        object();
        return super.writeStartObject(value);
    }

    @Override
    public JsonGenerator writeStartObject(Object value, int size) {
        object();
        return super.writeStartObject(value, size);
    }

    private void array() {
        if (isWanted()) {
            captured.writeStartArray().writeEndArray();
        }
    }

    @Override
    public JsonGenerator writeStartArray() {
        array();
        return super.writeStartArray();
    }

    @Override
    public JsonGenerator writeStartArray(Object value) {
        array();
        return super.writeStartArray(value);
    }

    @Override
    public JsonGenerator writeStartArray(Object value, int size) {
        array();
        return super.writeStartArray(value, size);
    }

    @Override
    public JsonGenerator writeString(@Nullable String text) {
        if (isWanted()) {
            captured.writeString(text);
        }
        return super.writeString(text);
    }

    @Override
    public JsonGenerator writeString(SerializableString text) {
        if (isWanted()) {
            captured.writeString(text);
        }
        return super.writeString(text);
    }

    @Override
    public JsonGenerator writeString(char[] text, int offset, int length) {
        if (isWanted()) {
            captured.writeString(text, offset, length);
        }
        return super.writeString(text, offset, length);
    }

    @Override
    public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
        if (isWanted()) {
            captured.writeBinary(variant, data, offset, length);
        }
        return super.writeBinary(variant, data, offset, length);
    }

    @Override
    public JsonGenerator writeNumber(short number) {
        if (isWanted()) {
            captured.writeNumber(number);
        }
        return super.writeNumber(number);
    }

    @Override
    public JsonGenerator writeNumber(int number) {
        if (isWanted()) {
            captured.writeNumber(number);
        }
        return super.writeNumber(number);
    }

    @Override
    public JsonGenerator writeNumber(long number) {
        if (isWanted()) {
            captured.writeNumber(number);
        }
        return super.writeNumber(number);
    }

    @Override
    public JsonGenerator writeNumber(float number) {
        if (isWanted()) {
            captured.writeNumber(number);
        }
        return super.writeNumber(number);
    }

    @Override
    public JsonGenerator writeNumber(double number) {
        if (isWanted()) {
            captured.writeNumber(number);
        }
        return super.writeNumber(number);
    }

    @Override
    public JsonGenerator writeNumber(@Nullable BigInteger number) {
        if (isWanted()) {
            captured.writeNumber(number);
        }
        return super.writeNumber(number);
    }

    @Override
    public JsonGenerator writeNumber(@Nullable BigDecimal number) {
        if (isWanted()) {
            captured.writeNumber(number);
        }
        return super.writeNumber(number);
    }

    @Override
    public JsonGenerator writeBoolean(boolean state) {
        if (isWanted()) {
            captured.writeBoolean(state);
        }
        return super.writeBoolean(state);
    }

    @Override
    public JsonGenerator writeNull() {
        if (isWanted()) {
            captured.writeNull();
        }
        return super.writeNull();
    }
}
