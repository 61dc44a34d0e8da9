package io.dynastore.benchmarks.cost;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a write is charged: a unit for each started KB of the item, and at least one, whether its condition fails or not. */
final class WriteUnits {
    private static final int KB = 1024;

    private WriteUnits() {}

    /** What a write that is refused because of this item is charged; 1 if there is none. */
    static int of(Map<String, AttributeValue> item) {
        return Math.max(1, (bytes(item) + KB - 1) / KB);
    }

    /** How large an item is. */
    static int bytes(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(attribute -> utf8(attribute.getKey()) + size(attribute.getValue()))
                .sum();
    }

    /** Numbers take less than their digits: what is said here is never too little. */
    private static int size(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> utf8(value.n());
            case B -> value.b().asByteArrayUnsafe().length;
            case BOOL, NUL -> 1;
            default -> throw new IllegalArgumentException("Not in what is compared: " + value);
        };
    }

    private static int utf8(String text) {
        return text.getBytes(UTF_8).length;
    }
}
