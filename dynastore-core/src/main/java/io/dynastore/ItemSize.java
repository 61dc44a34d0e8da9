package io.dynastore;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Computes a lower bound for the size of items, including the names of attributes: numbers and nested values take more space.
 * An item that is too large by this size need not be sent.
 */
final class ItemSize {
    private ItemSize() {}

    static long of(Map<String, AttributeValue> attributes) {
        return attributes.entrySet().stream()
                .mapToLong(attribute -> bytes(attribute.getKey()) + of(attribute.getValue()))
                .sum();
    }

    private static long of(AttributeValue value) {
        return switch (value.type()) {
            case S -> bytes(value.s());
            case B -> bytes(value.b());
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
