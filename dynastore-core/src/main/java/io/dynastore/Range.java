package io.dynastore;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A range of sort keys, both ends included.
 *
 * @param kind which ends there are
 * @param low the prefix or the lower end; for {@link Kind#TO} the upper; null for {@link Kind#ALL}
 * @param high the upper end of {@link Kind#BETWEEN}, else null
 */
record Range(
        Kind kind, @Nullable AttributeValue low, @Nullable AttributeValue high) {
    static final Range ALL = new Range(Kind.ALL, null, null);

    /** The key condition of each kind of range; {@code #partition} and {@code #sort} are the attributes. */
    enum Kind {
        ALL("#partition = :partition"),
        PREFIX("#partition = :partition AND begins_with(#sort, :low)"),
        FROM("#partition = :partition AND #sort >= :low"),
        TO("#partition = :partition AND #sort <= :low"),
        BETWEEN("#partition = :partition AND #sort BETWEEN :low AND :high");

        private final String condition;

        Kind(String condition) {
            this.condition = condition;
        }

        String condition() {
            return condition;
        }
    }

    static Range prefix(String prefix) {
        return new Range(Kind.PREFIX, AttributeValue.fromS(prefix), null);
    }

    static Range from(AttributeValue low) {
        return new Range(Kind.FROM, low, null);
    }

    static Range to(AttributeValue high) {
        return new Range(Kind.TO, high, null);
    }

    static Range between(AttributeValue low, AttributeValue high) {
        if (compare(low, high) > 0) {
            throw new IllegalArgumentException("The range is empty: its first key " + describe(low)
                    + " sorts behind its last, " + describe(high) + ". For the other direction say reverse().");
        }
        return new Range(Kind.BETWEEN, low, high);
    }

    static AttributeValue string(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("A key of a query is empty: no key in DynamoDB is.");
        }
        return AttributeValue.fromS(text);
    }

    static AttributeValue number(Number number) {
        if (!FieldValues.isFinite(Objects.requireNonNull(number, "number"))) {
            throw new IllegalArgumentException("A key of a query is " + number + ": DynamoDB's numbers are finite.");
        }
        return FieldValues.ofNumber("key of a query", number);
    }

    AttributeValue.@Nullable Type type() {
        return low == null ? null : low.type();
    }

    private static int compare(AttributeValue low, AttributeValue high) {
        if (low.n() != null) {
            return new BigDecimal(low.n()).compareTo(new BigDecimal(high.n()));
        }
        return Arrays.compareUnsigned(
                low.s().getBytes(StandardCharsets.UTF_8), high.s().getBytes(StandardCharsets.UTF_8));
    }

    private static String describe(AttributeValue value) {
        return value.n() != null ? value.n() : Address.quote(value.s());
    }
}
