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

    /** Checks that an element of a list or a value of a map may have its shape; AWS has other words for these. */
    static void checkElement(Shape shape, Object tree) {
        if (tree instanceof List || tree instanceof Map) {
            return;
        }
        if (shape instanceof StructureShape || shape instanceof ValueShape) {
            throw ApiError.serialization("Unexpected value type in payload");
        }
        if (shape instanceof MapShape || shape instanceof ListShape) {
            // AWS reveals its implementation here: it does not know the class of an element that is generic itself.
            throw ApiError.serialization(
                    "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast"
                            + " to class java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and"
                            + " java.lang.Class are in module java.base of loader 'bootstrap')");
        }
    }

    /** Returns the error of a tree where a structure is expected. */
    static ApiError structure(Object tree, String name) {
        return tree instanceof List
                ? ApiError.serialization("Unrecognized collection type class com.amazonaws.dynamodb.v20120810." + name)
                : ApiError.serialization("Unexpected field type");
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
