package io.dynastore.embedded.internal.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes and compares values. */
public final class Values {
    /** How deep lists and maps may be nested: "Quotas in Amazon DynamoDB" of the developer guide. */
    static final int DEEPEST = 32;

    private Values() {}

    /** {@return a string} */
    public static Value text(String text) {
        return new Value.Text(text);
    }

    /** {@return a number} */
    public static Value number(long number) {
        return new Value.Num(Numbers.normal(BigDecimal.valueOf(number)));
    }

    /** {@return whether lists and maps in a value are nested deeper than they may be} */
    public static boolean isTooDeep(Value value) {
        return isTooDeep(value, DEEPEST);
    }

    private static boolean isTooDeep(Value value, int allowed) {
        if (value instanceof Value.Array array) {
            return allowed == 0 || array.elements().stream().anyMatch(each -> isTooDeep(each, allowed - 1));
        }
        return value instanceof Value.Document document
                && (allowed == 0
                        || document.members().values().stream().anyMatch(each -> isTooDeep(each, allowed - 1)));
    }

    /**
     * Compares two values as {@code <}, {@code BETWEEN} and sort keys do: strings by their UTF-8 bytes, numbers by value,
     * bytes as unsigned.
     *
     * @return as {@link Comparable#compareTo}; null if they are of different types, or of a type without an order
     */
    public static @Nullable Integer compare(Value left, Value right) {
        if (left instanceof Value.Text a && right instanceof Value.Text b) {
            return compare(a.text(), b.text());
        }
        if (left instanceof Value.Num a && right instanceof Value.Num b) {
            return a.number().compareTo(b.number());
        }
        if (left instanceof Value.Binary a && right instanceof Value.Binary b) {
            return a.bytes().compareTo(b.bytes());
        }
        return null;
    }

    /** Compares two texts by their UTF-8 bytes, which {@link String#compareTo} does not: surrogates come after U+FFFF there. */
    public static int compare(String left, String right) {
        return java.util.Arrays.compareUnsigned(
                left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
