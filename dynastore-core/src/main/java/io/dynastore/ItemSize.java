package io.dynastore;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The size of items as DynamoDB counts it, without its overhead for numbers, sets and nesting. */
final class ItemSize {
    private ItemSize() {}

    static long of(Map<String, AttributeValue> attributes) {
        return attributes.values().stream().mapToLong(ItemSize::of).sum();
    }

    private static long of(AttributeValue value) {
        return switch (value.type()) {
            case S -> bytes(value.s());
            case B -> value.b().asByteArrayUnsafe().length;
            case SS -> value.ss().stream().mapToLong(ItemSize::bytes).sum();
            case BS -> value.bs().stream().mapToLong(ItemSize::bytes).sum();
            case L -> value.l().stream().mapToLong(ItemSize::of).sum();
            case M -> of(value.m());
            default -> 1;
        };
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static long bytes(SdkBytes bytes) {
        return bytes.asByteArrayUnsafe().length;
    }
}
