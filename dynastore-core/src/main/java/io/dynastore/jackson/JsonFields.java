package io.dynastore.jackson;

import io.dynastore.CodecException;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts a class or record to the fields of an entry and back, for entries with several fields beside the value:
 *
 * <pre>{@code
 * record Keys(String created, String owner) {}
 * JsonFields<Keys> keys = JsonFields.of(Keys.class);
 * partition.put(id, value, with -> with.fields(keys.encode(new Keys(today, "mark"))));
 * Keys read = keys.decode(partition.get(id).fields());
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param <F> the type of the fields
 */
public final class JsonFields<F> {
    private final ObjectMapper mapper;
    private final Class<F> type;

    private JsonFields(ObjectMapper mapper, Class<F> type) {
        this.mapper = mapper;
        this.type = type;
    }

    /**
     * Returns the converter for a class or record, with Jackson's defaults.
     *
     * @param <F> the type of the fields
     * @param type the class
     * @return the converter
     */
    public static <F> JsonFields<F> of(Class<F> type) {
        return of(type, JsonMapper.shared());
    }

    /**
     * Returns the converter for a class or record.
     *
     * @param <F> the type of the fields
     * @param type the class
     * @param mapper converts between the class and JSON, and so determines the names of the fields
     * @return the converter
     */
    public static <F> JsonFields<F> of(Class<F> type, ObjectMapper mapper) {
        return new JsonFields<>(mapper, type);
    }

    /**
     * Returns the fields of a value. Properties that are null are omitted.
     *
     * @param value the value
     * @return the fields by name, for {@link io.dynastore.WriteOptions#fields(Map)}
     * @throws CodecException if Jackson cannot write the value, or it is not a JSON object
     */
    public Map<String, AttributeValue> encode(F value) {
        JsonNode json;
        try {
            json = mapper.valueToTree(value);
        } catch (JacksonException e) {
            throw new CodecException("Cannot write " + type.getName() + " as fields: " + JsonProblem.ofWriting(e), e);
        }
        if (!json.isObject()) {
            throw new CodecException(
                    "Cannot write " + type.getName() + " as fields: it is not a JSON object but " + json.getNodeType(),
                    null);
        }
        Map<String, AttributeValue> fields = new LinkedHashMap<>();
        json.forEachEntry((name, node) -> {
            if (!node.isNull()) {
                fields.put(name, JsonAttributes.toField(name, node));
            }
        });
        return fields;
    }

    /**
     * Returns the value of fields.
     *
     * @param fields an {@linkplain io.dynastore.Entry#fields() entry's fields}
     * @return the value
     * @throws CodecException if Jackson cannot read them as the type
     */
    public F decode(Map<String, AttributeValue> fields) {
        ObjectNode json = mapper.createObjectNode();
        fields.forEach((name, value) -> json.set(name, JsonAttributes.toJson(value)));
        try {
            return mapper.treeToValue(json, type);
        } catch (JacksonException e) {
            throw new CodecException("Cannot read fields as " + type.getName() + ": " + JsonProblem.ofReading(e), e);
        }
    }

    @Override
    public String toString() {
        return "JsonFields[" + type.getName() + "]";
    }
}
