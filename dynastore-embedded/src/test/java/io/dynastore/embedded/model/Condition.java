package io.dynastore.embedded.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A condition on an item, as a tree. */
sealed interface Condition {
    boolean holds(Map<String, AttributeValue> item);

    /** A comparison of two operands. */
    record Compare(Operand left, String comparator, Operand right) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            AttributeValue a = left.in(item);
            AttributeValue b = right.in(item);
            if (comparator.equals("<>") && (isUnsized(left, a) || isUnsized(right, b))) {
                throw new Unspecified("inequality with a size that is not there");
            }
            return (a == null || b == null) ? comparator.equals("<>") : holds(a, b);
        }

        private static boolean isUnsized(Operand operand, @Nullable AttributeValue value) {
            return operand instanceof Operand.SizeOf && value == null;
        }

        private boolean holds(AttributeValue a, AttributeValue b) {
            Integer order = Values.compare(a, b);
            return switch (comparator) {
                case "=" -> a.equals(b);
                case "<>" -> !a.equals(b);
                case "<" -> order != null && order < 0;
                case "<=" -> order != null && order <= 0;
                case ">" -> order != null && order > 0;
                case ">=" -> order != null && order >= 0;
                default -> throw new IllegalStateException(comparator);
            };
        }
    }

    /** Whether an operand lies between two others. */
    record Between(Operand value, Operand low, Operand high) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            return new Compare(value, ">=", low).holds(item) && new Compare(value, "<=", high).holds(item);
        }
    }

    /** Whether an operand equals one of several. */
    record In(Operand value, List<Operand> options) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            return options.stream().anyMatch(option -> new Compare(value, "=", option).holds(item));
        }
    }

    /** Whether a value exists, or does not exist. */
    record Exists(Path path, boolean wanted) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            return (path.in(item) != null) == wanted;
        }
    }

    /** Whether an attribute is of a type. */
    record HasType(Path path, String type) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            AttributeValue found = path.in(item);
            return found != null && Values.type(found).equals(type);
        }
    }

    /** Whether a string or bytes begin with others. */
    record BeginsWith(Operand value, Operand prefix) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            AttributeValue a = value.in(item);
            AttributeValue b = prefix.in(item);
            return a != null && b != null && Values.startsWith(a, b);
        }
    }

    /** Whether a value contains another. */
    record Contains(Operand whole, Operand part) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            AttributeValue a = whole.in(item);
            AttributeValue b = part.in(item);
            return a != null && b != null && Values.contains(a, b);
        }
    }

    /** The conjunction of two conditions. */
    record And(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            return left.holds(item) && right.holds(item);
        }
    }

    /** The disjunction of two conditions. */
    record Or(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            return left.holds(item) || right.holds(item);
        }
    }

    /** The negation of a condition. */
    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            return !condition.holds(item);
        }
    }
}
