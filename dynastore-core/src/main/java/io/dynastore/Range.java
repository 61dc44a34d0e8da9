package io.dynastore;

import io.dynastore.internal.Texts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A range of sort keys: all of them, those with a prefix, or those between two bounds, which are included. Immutable; each
 * method returns a new range, and refuses what the range already says or cannot be combined with.
 *
 * @param prefix the text that the keys begin with; null if there is none
 * @param low the lower bound; null if there is none
 * @param high the upper bound; null if there is none
 */
record Range(
        @Nullable AttributeValue prefix,
        @Nullable AttributeValue low,
        @Nullable AttributeValue high) {
    static final Range ALL = new Range(null, null, null);

    Range prefix(String text) {
        AttributeValue added = string(text);
        refuse(prefix, "the prefix ", "the prefix ", added);
        refuse(low, "the lower bound ", "the prefix ", added);
        refuse(high, "the upper bound ", "the prefix ", added);
        return new Range(added, null, null);
    }

    Range from(AttributeValue first) {
        refuse(prefix, "the prefix ", "the lower bound ", first);
        refuse(low, "the lower bound ", "the lower bound ", first);
        return between(first, high);
    }

    Range to(AttributeValue last) {
        refuse(prefix, "the prefix ", "the upper bound ", last);
        refuse(high, "the upper bound ", "the upper bound ", last);
        return between(low, last);
    }

    private static void refuse(@Nullable AttributeValue said, String as, String addedAs, AttributeValue added) {
        if (said != null) {
            throw new IllegalStateException("The query already has " + as + describe(said) + ", so it cannot have "
                    + addedAs + describe(added) + " as well. Use either one prefix, or one from(…) and one to(…).");
        }
    }

    private static Range between(@Nullable AttributeValue low, @Nullable AttributeValue high) {
        if (low != null && high != null) {
            if (low.type() != high.type()) {
                throw new IllegalArgumentException("The range has a string and a number as its bounds, " + describe(low)
                        + " and " + describe(high) + ". Use two strings or two numbers.");
            }
            if (compare(low, high) > 0) {
                throw new IllegalArgumentException("The range is empty: its lower bound " + describe(low)
                        + " is above its upper bound " + describe(high) + ". Use reverse() for descending order.");
            }
        }
        return new Range(null, low, high);
    }

    static AttributeValue string(String text) {
        if (text.isEmpty()) {
            throw new InvalidKeyException("A key of a query is empty, but keys in DynamoDB are not.");
        }
        AttributeValue value = AttributeValue.fromS(text);
        AttributeLimits.check(value, Range::refusal);
        return value;
    }

    /** Returns a number in its normal form, so that queries with equal numbers are the same. */
    static AttributeValue number(Number number) {
        AttributeValue value = FieldValues.of(Objects.requireNonNull(number, "number"), Range::refusal);
        return AttributeValue.fromN(AttributeLimits.normal(value.n()));
    }

    private static IllegalArgumentException refusal(String problem) {
        return new IllegalArgumentException("A key of a query " + problem);
    }

    /** Returns whether a sort key is in the range; its type is that of the range. */
    boolean contains(AttributeValue key) {
        return (prefix == null || key.s().startsWith(prefix.s()))
                && (low == null || compare(low, key) <= 0)
                && (high == null || compare(key, high) <= 0);
    }

    /** Returns the prefix or the bounds. */
    List<AttributeValue> ends() {
        return Stream.of(prefix, low, high)
                .<AttributeValue>mapMulti((end, ends) -> {
                    if (end != null) {
                        ends.accept(end);
                    }
                })
                .toList();
    }

    /** The type of the sort keys; null if the range does not restrict them. */
    AttributeValue.@Nullable Type type() {
        AttributeValue any = prefix != null ? prefix : low != null ? low : high;
        return any == null ? null : any.type();
    }

    /** The key condition; {@code #partition} and {@code #sort} are the attributes, the values are named as they are here. */
    String condition() {
        if (prefix != null) {
            return "#partition = :partition AND begins_with(#sort, :prefix)";
        }
        if (low != null && high != null) {
            return "#partition = :partition AND #sort BETWEEN :low AND :high";
        }
        if (low != null) {
            return "#partition = :partition AND #sort >= :low";
        }
        return high != null ? "#partition = :partition AND #sort <= :high" : "#partition = :partition";
    }

    private static int compare(AttributeValue low, AttributeValue high) {
        if (low.n() != null) {
            return new BigDecimal(low.n()).compareTo(new BigDecimal(high.n()));
        }
        return Arrays.compareUnsigned(
                low.s().getBytes(StandardCharsets.UTF_8), high.s().getBytes(StandardCharsets.UTF_8));
    }

    static String describe(AttributeValue value) {
        return value.n() != null ? value.n() : Texts.quote(value.s());
    }

    /** Returns the calls that make the range. */
    @Override
    public String toString() {
        return call(".prefix(", prefix) + call(".from(", low) + call(".to(", high);
    }

    private static String call(String method, @Nullable AttributeValue value) {
        return value == null ? "" : method + describe(value) + ")";
    }
}
