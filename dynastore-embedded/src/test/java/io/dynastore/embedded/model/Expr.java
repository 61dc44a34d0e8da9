package io.dynastore.embedded.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A value that an update assigns. */
sealed interface Expr {
    /** Returns the value for an item before the update, in its normal form. */
    AttributeValue in(Map<String, AttributeValue> before);

    /** Another attribute, which must exist. */
    record At(Path path) implements Expr {
        @Override
        public AttributeValue in(Map<String, AttributeValue> before) {
            AttributeValue found = path.in(before);
            if (found == null) {
                throw Refused.invalid("no attribute " + path);
            }
            return found;
        }
    }

    /** A value of the request. */
    record Literal(AttributeValue value) implements Expr {
        @Override
        public AttributeValue in(Map<String, AttributeValue> before) {
            return Values.normal(value);
        }
    }

    /** An attribute if it exists, otherwise another value. */
    record IfNotExists(Path path, Expr other) implements Expr {
        @Override
        public AttributeValue in(Map<String, AttributeValue> before) {
            AttributeValue found = path.in(before);
            return found == null ? other.in(before) : found;
        }
    }

    /** The concatenation of two lists. */
    record Append(Expr left, Expr right) implements Expr {
        @Override
        public AttributeValue in(Map<String, AttributeValue> before) {
            AttributeValue a = left.in(before);
            AttributeValue b = right.in(before);
            if (!a.hasL() || !b.hasL()) {
                throw Refused.invalid("list_append of what is no list");
            }
            List<AttributeValue> elements = new ArrayList<>(a.l());
            elements.addAll(b.l());
            return AttributeValue.fromL(elements);
        }
    }

    /** A sum or a difference. */
    record Arithmetic(Expr left, boolean plus, Expr right) implements Expr {
        private static final BigDecimal LARGEST = new BigDecimal("9.9999999999999999999999999999999999999E+125");
        private static final BigDecimal SMALLEST = new BigDecimal("1E-130");

        @Override
        public AttributeValue in(Map<String, AttributeValue> before) {
            AttributeValue a = left.in(before);
            AttributeValue b = right.in(before);
            if (a.n() == null || b.n() == null) {
                throw Refused.invalid("arithmetic with what is no number");
            }
            return compute(a.n(), b.n(), plus);
        }

        static AttributeValue compute(String a, String b, boolean plus) {
            BigDecimal result =
                    plus ? new BigDecimal(a).add(new BigDecimal(b)) : new BigDecimal(a).subtract(new BigDecimal(b));
            BigDecimal exact = new BigDecimal(Values.text(result));
            if (exact.signum() != 0 && exact.stripTrailingZeros().precision() > 38) {
                throw new Unspecified("a result of more than 38 digits");
            }
            BigDecimal magnitude = exact.abs();
            if (exact.signum() != 0 && (magnitude.compareTo(LARGEST) > 0 || magnitude.compareTo(SMALLEST) < 0)) {
                throw Refused.invalid("out of range");
            }
            return Values.n(Values.text(exact));
        }
    }
}
