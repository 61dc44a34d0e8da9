package io.dynastore.embedded.internal.wire;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads members of expected types from a JSON tree, and refuses others with the {@code SerializationException} of AWS. */
public final class Types {
    private Types() {}

    /** {@return a string} */
    public static String text(@Nullable Object tree) {
        if (tree instanceof String text) {
            return text;
        }
        throw wrong(tree, "String");
    }

    /** {@return a truth value} */
    public static boolean truth(@Nullable Object tree) {
        if (tree instanceof Boolean truth) {
            return truth;
        }
        throw tree instanceof String || tree instanceof BigDecimal
                ? ApiError.serialization("Unexpected token received from parser")
                : wrong(tree, "Boolean");
    }

    /** {@return an integer; a fraction is cut off, as AWS does} */
    public static long integer(@Nullable Object tree) {
        if (tree instanceof BigDecimal number) {
            return number.longValue();
        }
        throw wrong(tree, "Integer");
    }

    /** {@return a list} */
    @SuppressWarnings("unchecked")
    public static List<@Nullable Object> list(@Nullable Object tree) {
        if (tree instanceof List<?> list) {
            return (List<@Nullable Object>) list;
        }
        throw tree instanceof Map
                ? ApiError.serialization("Start of structure or map found where not expected")
                : ApiError.serialization("Unexpected field type");
    }

    /** {@return a map of names that the client chose} */
    public static Map<String, @Nullable Object> map(@Nullable Object tree) {
        return object(tree, "java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>");
    }

    /** {@return the members of a structure} */
    public static Map<String, @Nullable Object> structure(@Nullable Object tree) {
        return object(tree, "com.amazonaws.dynamodb.v20120810.AttributeValue");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> object(@Nullable Object tree, String type) {
        if (tree instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw tree instanceof List
                ? ApiError.serialization("Unrecognized collection type class " + type)
                : ApiError.serialization("Unexpected field type");
    }

    private static ApiError wrong(@Nullable Object tree, String wanted) {
        if (tree instanceof List) {
            return ApiError.serialization("Unrecognized collection type class java.lang." + wanted);
        }
        if (tree instanceof Map) {
            return ApiError.serialization("Start of structure or map found where not expected");
        }
        String token = tree instanceof Boolean truth
                ? (truth ? "TRUE_VALUE" : "FALSE_VALUE")
                : tree instanceof BigDecimal number
                        ? (number.scale() > 0 ? "DECIMAL_VALUE" : "NUMBER_VALUE")
                        : "STRING_VALUE";
        return ApiError.serialization(token + " cannot be converted to " + wanted);
    }
}
