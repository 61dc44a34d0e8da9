package io.dynastore;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The serialized form of a {@link StoredItem}, as exceptions have it. The SDK's values are serializable, but lose their bytes.
 *
 * @param attributes the attributes by name
 */
record SerializedItem(String table, String partitionAttribute, String keyAttribute, Value attributes)
        implements Serializable {

    /**
     * One value.
     *
     * @param content a text, bytes, a boolean, or a list or a map of contents or values
     */
    private record Value(AttributeValue.Type type, Serializable content) implements Serializable {
        static Value of(AttributeValue value) {
            return new Value(
                    value.type(),
                    switch (value.type()) {
                        case S -> value.s();
                        case N -> value.n();
                        case B -> value.b().asByteArray();
                        case SS -> new ArrayList<>(value.ss());
                        case NS -> new ArrayList<>(value.ns());
                        case BS -> list(value.bs(), SdkBytes::asByteArray);
                        case L -> list(value.l(), Value::of);
                        case M -> map(value.m());
                        case BOOL -> value.bool();
                        case NUL -> value.nul();
                        default -> "";
                    });
        }

        private static <T, R> ArrayList<R> list(Collection<T> elements, Function<T, R> conversion) {
            return new ArrayList<>(elements.stream().map(conversion).toList());
        }

        private static HashMap<String, Value> map(Map<String, AttributeValue> attributes) {
            HashMap<String, Value> values = new HashMap<>();
            attributes.forEach((name, value) -> values.put(name, of(value)));
            return values;
        }

        @SuppressWarnings("unchecked") // The type of the content follows from that of the value.
        AttributeValue attribute() {
            return switch (type) {
                case S -> AttributeValue.fromS((String) content);
                case N -> AttributeValue.fromN((String) content);
                case B -> AttributeValue.fromB(SdkBytes.fromByteArray((byte[]) content));
                case SS -> AttributeValue.fromSs((List<String>) content);
                case NS -> AttributeValue.fromNs((List<String>) content);
                case BS -> AttributeValue.fromBs(list((List<byte[]>) content, SdkBytes::fromByteArray));
                case L -> AttributeValue.fromL(list((List<Value>) content, Value::attribute));
                case M -> AttributeValue.fromM(attributes());
                case BOOL -> AttributeValue.fromBool((Boolean) content);
                case NUL -> AttributeValue.fromNul((Boolean) content);
                default -> AttributeValue.builder().build();
            };
        }

        @SuppressWarnings("unchecked")
        Map<String, AttributeValue> attributes() {
            Map<String, AttributeValue> attributes = new HashMap<>();
            ((Map<String, Value>) content).forEach((name, value) -> attributes.put(name, value.attribute()));
            return attributes;
        }
    }

    static SerializedItem of(Layout layout, Map<String, AttributeValue> attributes) {
        return new SerializedItem(
                layout.table(),
                layout.partitionAttribute(),
                layout.keyAttribute(),
                Value.of(AttributeValue.fromM(attributes)));
    }

    private Object readResolve() {
        return new StoredItem(new Layout(table, partitionAttribute, keyAttribute), attributes.attributes());
    }
}
