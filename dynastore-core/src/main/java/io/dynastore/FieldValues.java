package io.dynastore;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Converts Java values to the attributes of fields. A value that cannot be converted is refused by an exception that a function
 * makes of the problem, as {@link AttributeLimits} does.
 */
final class FieldValues {
    // Always three digits: Instant.toString() drops trailing zeros, and "…05Z" sorts after "…05.5Z".
    private static final DateTimeFormatter SORTABLE_INSTANT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    // Before and after, the year has a sign, and does not sort.
    private static final Instant FIRST_SORTABLE = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END_OF_SORTABLE = Instant.parse("+10000-01-01T00:00:00Z");

    /** The length of a number's text from which it is sent in its normal form, which is never long. */
    private static final int LONG_NUMBER = 100;

    private FieldValues() {}

    static AttributeValue of(Object value, Function<String, ? extends RuntimeException> refusal) {
        if (value instanceof String text) {
            return AttributeValue.fromS(text);
        }
        if (value instanceof Number number) {
            return ofNumber(number, refusal);
        }
        if (value instanceof AttributeValue attribute) {
            return attribute;
        }
        if (value instanceof Instant instant) {
            return ofInstant(instant, refusal);
        }
        if (value instanceof byte[] bytes) {
            return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
        }
        if (value instanceof Boolean bool) {
            return AttributeValue.fromBool(bool);
        }
        throw refusal.apply("has the invalid type " + value.getClass().getName()
                + ". Use a String, Number, Boolean, Instant, byte[] or AttributeValue.");
    }

    private static AttributeValue ofNumber(Number number, Function<String, ? extends RuntimeException> refusal) {
        AttributeValue value = AttributeValue.fromN(number.toString());
        AttributeLimits.check(value, refusal);
        return value.n().length() < LONG_NUMBER ? value : AttributeValue.fromN(AttributeLimits.normal(value.n()));
    }

    private static AttributeValue ofInstant(Instant instant, Function<String, ? extends RuntimeException> refusal) {
        if (instant.isBefore(FIRST_SORTABLE) || !instant.isBefore(END_OF_SORTABLE)) {
            throw refusal.apply("is an Instant outside the years 0000 to 9999, whose text would not sort by time."
                    + " Use a nearer one, or a number.");
        }
        return AttributeValue.fromS(SORTABLE_INSTANT.format(instant));
    }
}
