package io.dynastore.embedded.internal.shape;

import io.dynastore.embedded.internal.wire.ApiError;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An attribute's value. Its content is checked later: the API's model does not constrain it. */
record ValueShape() implements Shape {
    static final ValueShape ANY = new ValueShape();

    private static final String TYPE = "com.amazonaws.dynamodb.v20120810.AttributeValue";

    /** A map of values: an item, a key, or the values of an expression. */
    static final MapShape ATTRIBUTES = MapShape.of(TYPE, ANY);

    @Override
    public void checkType(Object tree) {
        if (!(tree instanceof Map<?, ?> types)) {
            throw Mismatch.structure(tree, "AttributeValue");
        }
        types.forEach((type, content) -> {
            if (content != null) {
                checkContent((String) type, content);
            }
        });
    }

    private static void checkContent(String type, Object content) {
        switch (type) {
            case "S", "N" -> TextShape.ANY.checkType(content);
            case "B" -> checkBytes(content);
            case "BOOL", "NULL" -> TruthShape.ANY.checkType(content);
            case "SS", "NS" -> ListShape.of(TextShape.ANY).checkType(content);
            case "BS" -> checkSetOfBytes(content);
            case "L" -> ListShape.of(ANY).checkType(content);
            case "M" -> ATTRIBUTES.checkType(content);
            default -> {}
        }
    }

    private static void checkSetOfBytes(Object content) {
        if (!(content instanceof List<?> elements)) {
            throw Mismatch.collection(content, "");
        }
        for (Object element : elements) {
            if (element != null) {
                checkBytes(element);
            }
        }
    }

    private static void checkBytes(Object content) {
        if (content instanceof List) {
            throw ApiError.serialization("Unrecognized collection type class java.nio.ByteBuffer");
        }
        if (content instanceof Map) {
            throw ApiError.serialization("Start of structure or map found where not expected");
        }
        if (!(content instanceof String text)) {
            throw ApiError.serialization("only base-64-encoded strings are convertible to bytes");
        }
        if (text.length() % 4 != 0) {
            throw ApiError.serialization(
                    "Base64 encoded length is expected a multiple of 4 bytes but found: " + text.length());
        }
        if (!isCanonical(text)) {
            throw ApiError.serialization("Invalid last non-pad Base64 character dectected");
        }
    }

    private static boolean isCanonical(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return Base64.getEncoder().encodeToString(bytes).equals(base64);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
