package io.dynastore.embedded.internal.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An attribute's value. Immutable: its collections are never changed. Values are equal if DynamoDB's {@code =} says so. */
public sealed interface Value {
    /** {@return the type as in the API: S, N, B, SS, NS, BS, BOOL, NULL, L or M} */
    String type();

    /** {@return the number of bytes that count towards an item's size, without the attribute's name} */
    int size();

    /** A string. */
    record Text(String text) implements Value {
        @Override
        public String type() {
            return "S";
        }

        @Override
        public int size() {
            return utf8Length(text);
        }
    }

    /** A number in its normal form. */
    record Num(BigDecimal number) implements Value {
        @Override
        public String type() {
            return "N";
        }

        @Override
        public int size() {
            return Numbers.size(number);
        }
    }

    /** A sequence of bytes. */
    record Binary(Bytes bytes) implements Value {
        @Override
        public String type() {
            return "B";
        }

        @Override
        public int size() {
            return bytes.length();
        }
    }

    /** A truth value. */
    record Bool(boolean truth) implements Value {
        @Override
        public String type() {
            return "BOOL";
        }

        @Override
        public int size() {
            return 1;
        }
    }

    /** The null value. */
    record Null() implements Value {
        @Override
        public String type() {
            return "NULL";
        }

        @Override
        public int size() {
            return 1;
        }
    }

    /** A set of strings that is not empty, in the order of the request. */
    record TextSet(Set<String> texts) implements Value {
        @Override
        public String type() {
            return "SS";
        }

        @Override
        public int size() {
            return texts.stream().mapToInt(Value::utf8Length).sum();
        }
    }

    /** A set of numbers that is not empty, in the order of the request. */
    record NumSet(Set<BigDecimal> numbers) implements Value {
        @Override
        public String type() {
            return "NS";
        }

        @Override
        public int size() {
            return numbers.stream().mapToInt(Numbers::size).sum();
        }
    }

    /** A set of bytes that is not empty, in the order of the request. */
    record BinarySet(Set<Bytes> elements) implements Value {
        @Override
        public String type() {
            return "BS";
        }

        @Override
        public int size() {
            return elements.stream().mapToInt(Bytes::length).sum();
        }
    }

    /** A list. */
    record Array(List<Value> elements) implements Value {
        @Override
        public String type() {
            return "L";
        }

        @Override
        public int size() {
            return 3 + elements.size() + elements.stream().mapToInt(Value::size).sum();
        }
    }

    /** A map. */
    record Document(Map<String, Value> members) implements Value {
        @Override
        public String type() {
            return "M";
        }

        @Override
        public int size() {
            return 3 + members.size() + sizeOf(members);
        }
    }

    /** {@return the number of bytes of all names and values of an item or a map} */
    static int sizeOf(Map<String, Value> attributes) {
        int size = 0;
        for (Map.Entry<String, Value> attribute : attributes.entrySet()) {
            size += utf8Length(attribute.getKey()) + attribute.getValue().size();
        }
        return size;
    }

    /** {@return the number of bytes of a text in UTF-8} */
    static int utf8Length(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) >= 0x80) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }
}
