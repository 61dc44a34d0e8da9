package io.dynastore;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts Java values to the attributes of fields. */
final class FieldValues {
    // Always three digits: Instant.toString() drops trailing zeros, and "…05Z" sorts after "…05.5Z".
    private static final DateTimeFormatter SORTABLE_INSTANT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private FieldValues() {}

    static AttributeValue of(String name, Object value) {
        if (value instanceof String text) {
            return AttributeValue.fromS(text);
        }
        if (value instanceof Number number) {
            return ofNumber(name, number);
        }
        if (value instanceof AttributeValue attribute) {
            return attribute;
        }
        if (value instanceof Instant instant) {
            return ofInstant(instant);
        }
        if (value instanceof byte[] bytes) {
            return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
        }
        if (value instanceof Boolean bool) {
            return AttributeValue.fromBool(bool);
        }
        throw new IllegalArgumentException("The field '" + name + "' has the invalid type "
                + value.getClass().getName()
                + ". Use a String, Number, Boolean, Instant, byte[] or AttributeValue.");
    }

    static AttributeValue ofNumber(String name, Number number) {
        if (!isFinite(number)) {
            throw new IllegalArgumentException(
                    "The field '" + name + "' is " + number + ", but numbers in DynamoDB are finite.");
        }
        return AttributeValue.fromN(number.toString());
    }

    static boolean isFinite(Number number) {
        return !(number instanceof Double || number instanceof Float) || Double.isFinite(number.doubleValue());
    }

    static AttributeValue ofInstant(Instant instant) {
        return AttributeValue.fromS(SORTABLE_INSTANT.format(instant));
    }
}
