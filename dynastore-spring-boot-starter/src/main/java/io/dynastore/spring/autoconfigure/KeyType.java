package io.dynastore.spring.autoconfigure;

import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Type of a field that is a key of an index. */
public enum KeyType {
    /** Strings, sorted by their UTF-8 bytes. */
    STRING(ScalarAttributeType.S),
    /** Numbers. */
    NUMBER(ScalarAttributeType.N),
    /** Bytes, sorted as unsigned numbers. */
    BINARY(ScalarAttributeType.B);

    private final ScalarAttributeType type;

    KeyType(ScalarAttributeType type) {
        this.type = type;
    }

    ScalarAttributeType type() {
        return type;
    }
}
