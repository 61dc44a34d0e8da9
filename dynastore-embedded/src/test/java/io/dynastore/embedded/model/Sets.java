package io.dynastore.embedded.model;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts sets to streams of their elements and back. */
final class Sets {
    private Sets() {}

    static Stream<AttributeValue> elements(AttributeValue set) {
        return switch (set.type()) {
            case SS -> set.ss().stream().map(AttributeValue::fromS);
            case NS -> set.ns().stream().map(AttributeValue::fromN);
            case BS -> set.bs().stream().map(AttributeValue::fromB);
            default -> throw new IllegalStateException("No set: " + set);
        };
    }

    /** Returns a set in its normal form; the elements may contain duplicates. */
    static AttributeValue of(AttributeValue.Type type, Stream<AttributeValue> elements) {
        List<AttributeValue> distinct = elements.distinct().toList();
        return Values.normal(
                switch (type) {
                    case SS ->
                        AttributeValue.fromSs(
                                distinct.stream().map(AttributeValue::s).toList());
                    case NS ->
                        AttributeValue.fromNs(
                                distinct.stream().map(AttributeValue::n).toList());
                    case BS ->
                        AttributeValue.fromBs(
                                distinct.stream().map(AttributeValue::b).toList());
                    default -> throw new IllegalStateException("No set: " + type);
                });
    }
}
