package io.dynastore.embedded.model;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The model's rules for attribute values. Values in their normal form are equal if DynamoDB considers them equal. */
final class Values {
    private static final Comparator<SdkBytes> UNSIGNED =
            (left, right) -> Arrays.compareUnsigned(left.asByteArray(), right.asByteArray());

    private Values() {}

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue n(String number) {
        return AttributeValue.fromN(number);
    }

    static AttributeValue b(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return AttributeValue.fromB(SdkBytes.fromByteArray(array));
    }

    /** Returns the type as the API names it. */
    static String type(AttributeValue value) {
        String type = value.type().name();
        return type.equals("NUL") ? "NULL" : type;
    }

    static Map<String, AttributeValue> normal(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> normal = new TreeMap<>();
        item.forEach((name, value) -> normal.put(name, normal(value)));
        return normal;
    }

    /** Returns a value in its normal form: numbers in one form, sets in one order. */
    static AttributeValue normal(AttributeValue value) {
        return switch (value.type()) {
            case N -> n(text(new BigDecimal(value.n())));
            case SS -> AttributeValue.fromSs(value.ss().stream().sorted().toList());
            case NS ->
                AttributeValue.fromNs(value.ns().stream()
                        .map(number -> text(new BigDecimal(number)))
                        .sorted()
                        .toList());
            case BS ->
                AttributeValue.fromBs(value.bs().stream().sorted(UNSIGNED).toList());
            case L ->
                AttributeValue.fromL(value.l().stream().map(Values::normal).toList());
            case M -> AttributeValue.fromM(normal(value.m()));
            default -> value;
        };
    }

    static String text(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Returns the order of two values, or null if they have none. */
    static @Nullable Integer compare(AttributeValue left, AttributeValue right) {
        if (left.type() != right.type()) {
            return null;
        }
        return switch (left.type()) {
            case S -> Arrays.compareUnsigned(utf8(left.s()), utf8(right.s()));
            case N -> new BigDecimal(left.n()).compareTo(new BigDecimal(right.n()));
            case B -> UNSIGNED.compare(left.b(), right.b());
            default -> null;
        };
    }

    static boolean startsWith(AttributeValue value, AttributeValue prefix) {
        if (value.type() != prefix.type()) {
            return false;
        }
        return switch (value.type()) {
            case S -> value.s().startsWith(prefix.s());
            case B -> latin(value.b()).startsWith(latin(prefix.b()));
            default -> false;
        };
    }

    /** Returns whether a string or bytes contain a part, or a set or list an element. */
    static boolean contains(AttributeValue whole, AttributeValue part) {
        return switch (whole.type()) {
            case S -> part.type() == whole.type() && whole.s().contains(part.s());
            case B -> part.type() == whole.type() && latin(whole.b()).contains(latin(part.b()));
            case SS -> part.s() != null && whole.ss().contains(part.s());
            case NS -> part.n() != null && whole.ns().contains(part.n());
            case BS -> part.b() != null && whole.bs().contains(part.b());
            case L -> whole.l().contains(part);
            default -> false;
        };
    }

    /** Returns the result of {@code size}, or null for a value without a size. */
    static @Nullable AttributeValue size(AttributeValue value) {
        Integer size = switch (value.type()) {
            case S -> ascii(value.s());
            case B -> value.b().asByteArray().length;
            case SS -> value.ss().size();
            case NS -> value.ns().size();
            case BS -> value.bs().size();
            case L -> value.l().size();
            case M -> value.m().size();
            default -> null;
        };
        return size == null ? null : n(size.toString());
    }

    private static int ascii(String text) {
        if (utf8(text).length != text.length()) {
            throw new Unspecified("size of a string that is not ASCII");
        }
        return text.length();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String latin(SdkBytes bytes) {
        return new String(bytes.asByteArray(), StandardCharsets.ISO_8859_1);
    }

    static AttributeValue list(List<AttributeValue> elements) {
        return AttributeValue.fromL(elements);
    }
}
