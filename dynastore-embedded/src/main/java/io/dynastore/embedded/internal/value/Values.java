package io.dynastore.embedded.internal.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Creates and compares values. */
public final class Values {
    /** The deepest nesting of lists and maps: "Quotas in Amazon DynamoDB" in the developer guide. */
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

    /** {@return whether lists and maps in a value are nested too deeply} */
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
     * @return the result as of {@link Comparable#compareTo}; null for values of different types or of a type without an order
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

    /** Compares two texts by their UTF-8 bytes, unlike {@link String#compareTo}, which sorts surrogates before U+E000. */
    public static int compare(String left, String right) {
        return java.util.Arrays.compareUnsigned(
                left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
