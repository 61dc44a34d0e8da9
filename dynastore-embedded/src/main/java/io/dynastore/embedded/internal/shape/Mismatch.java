package io.dynastore.embedded.internal.shape;

import io.dynastore.embedded.internal.wire.ApiError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The errors of JSON that does not have the expected type, with the words of AWS's parser. */
final class Mismatch {
    private Mismatch() {}

    /** Returns the error of a tree where a type of Java, such as {@code String}, is expected. */
    static ApiError scalar(Object tree, String type) {
        if (tree instanceof List) {
            return ApiError.serialization("Unrecognized collection type class java.lang." + type);
        }
        if (tree instanceof Map) {
            return misplacedStructure();
        }
        return ApiError.serialization(token(tree) + " cannot be converted to " + type);
    }

    /** Returns the error of a tree where a list or a map is expected. */
    static ApiError collection(Object tree, String type) {
        if (tree instanceof List) {
            return ApiError.serialization("Unrecognized collection type " + type);
        }
        return tree instanceof Map ? misplacedStructure() : ApiError.serialization("Unexpected field type");
    }

    /** Returns the error of a tree where a structure is expected. */
    static ApiError structure(Object tree, String name) {
        return tree instanceof List
                ? ApiError.serialization("Unrecognized collection type class com.amazonaws.dynamodb.v20120810." + name)
                : ApiError.serialization("Unexpected value type in payload");
    }

    private static ApiError misplacedStructure() {
        return ApiError.serialization("Start of structure or map found where not expected");
    }

    private static String token(@Nullable Object tree) {
        if (tree instanceof Boolean truth) {
            return truth ? "TRUE_VALUE" : "FALSE_VALUE";
        }
        if (tree instanceof BigDecimal number) {
            return number.scale() > 0 ? "DECIMAL_VALUE" : "NUMBER_VALUE";
        }
        return "STRING_VALUE";
    }
}
