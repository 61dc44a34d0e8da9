package io.dynastore.jackson;

import io.dynastore.CodecException;
import io.dynastore.internal.Texts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/** Converts between the types of JSON and DynamoDB. Sets become arrays, which become lists again. */
final class JsonAttributes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern UNSORTABLE_TIME = Pattern.compile("[+-][0-9]{4,10}-[0-9]{2}-[0-9]{2}T[0-9]{2}:");

    private JsonAttributes() {}

    /** Converts a property of a document to a field, and refuses a time of a year with a sign, which would not sort by time. */
    static AttributeValue toField(String name, JsonNode node) {
        if (node.isString() && UNSORTABLE_TIME.matcher(node.stringValue()).lookingAt()) {
            throw new CodecException(
                    "the field " + Texts.quote(name)
                            + " is a time outside the years 0000 to 9999, whose text would not sort"
                            + " by time. Use a nearer one, or a number.",
                    null);
        }
        return toAttribute(node);
    }

    static AttributeValue toAttribute(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> AttributeValue.fromS(node.stringValue());
            case NUMBER -> AttributeValue.fromN(node.asString());
            case BOOLEAN -> AttributeValue.fromBool(node.booleanValue());
            case BINARY -> AttributeValue.fromB(SdkBytes.fromByteArray(node.binaryValue()));
            case ARRAY -> {
                List<AttributeValue> list = new ArrayList<>(node.size());
                node.forEach(element -> list.add(toAttribute(element)));
                yield AttributeValue.fromL(list);
            }
            case OBJECT -> {
                Map<String, AttributeValue> map = new LinkedHashMap<>();
                node.forEachEntry((name, element) -> map.put(name, toAttribute(element)));
                yield AttributeValue.fromM(map);
            }
            case POJO -> embedded(((POJONode) node).getPojo());
            default -> AttributeValue.fromNul(true);
        };
    }

    /** Converts a value that Jackson left as it is because JSON has no type for it, mainly bytes. */
    private static AttributeValue embedded(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
        }
        if (value == null) {
            return AttributeValue.fromNul(true);
        }
        throw new CodecException("a " + value.getClass().getName() + " has no corresponding type in DynamoDB", null);
    }

    static JsonNode toJson(AttributeValue value) {
        return switch (value.type()) {
            case S -> JSON.stringNode(value.s());
            case N -> number(value.n());
            case B -> JSON.binaryNode(value.b().asByteArray());
            case BOOL -> JSON.booleanNode(value.bool());
            case SS -> array(value.ss().stream().<JsonNode>map(JSON::stringNode).toList());
            case NS -> array(value.ns().stream().map(JsonAttributes::number).toList());
            case BS ->
                array(value.bs().stream()
                        .<JsonNode>map(bytes -> JSON.binaryNode(bytes.asByteArray()))
                        .toList());
            case L -> array(value.l().stream().map(JsonAttributes::toJson).toList());
            case M -> {
                ObjectNode object = JSON.objectNode();
                value.m().forEach((name, element) -> object.set(name, toJson(element)));
                yield object;
            }
            default -> JSON.nullNode();
        };
    }

    private static JsonNode number(String number) {
        return DecimalNode.valueOf(new BigDecimal(number));
    }

    private static JsonNode array(List<JsonNode> elements) {
        ArrayNode array = JSON.arrayNode(elements.size());
        array.addAll(elements);
        return array;
    }
}
