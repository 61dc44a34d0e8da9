package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The comparators and functions that are true or false. They are false if the item lacks an operand. */
enum TestOperator {
    EQUAL("=", 2) {
        @Override
        boolean holds(List<@Nullable Value> operands) {
            return equal(operands.get(0), operands.get(1));
        }
    },
    /** The inequality, which also holds if an operand is missing. */
    NOT_EQUAL("<>", 2) {
        @Override
        boolean holds(List<@Nullable Value> operands) {
            return !equal(operands.get(0), operands.get(1));
        }
    },
    LESS("<", 2) {
        @Override
        boolean holds(List<@Nullable Value> operands) {
            Integer order = compare(operands.get(0), operands.get(1));
            return order != null && order < 0;
        }
    },
    LESS_OR_EQUAL("<=", 2) {
        @Override
        boolean holds(List<@Nullable Value> operands) {
            Integer order = compare(operands.get(0), operands.get(1));
            return order != null && order <= 0;
        }
    },
    GREATER(">", 2) {
        @Override
        boolean holds(List<@Nullable Value> operands) {
            Integer order = compare(operands.get(0), operands.get(1));
            return order != null && order > 0;
        }
    },
    GREATER_OR_EQUAL(">=", 2) {
        @Override
        boolean holds(List<@Nullable Value> operands) {
            Integer order = compare(operands.get(0), operands.get(1));
            return order != null && order >= 0;
        }
    },
    BETWEEN("BETWEEN", 3) {
        @Override
        boolean holds(List<@Nullable Value> operands) {
            Integer low = compare(operands.get(0), operands.get(1));
            Integer high = compare(operands.get(0), operands.get(2));
            return low != null && high != null && low >= 0 && high <= 0;
        }
    },
    /** The test whether the first operand equals one of the others. */
    IN("IN", -1) {
        @Override
        boolean holds(List<@Nullable Value> operands) {
            return operands.subList(1, operands.size()).stream().anyMatch(other -> equal(operands.get(0), other));
        }
    },
    ATTRIBUTE_EXISTS("attribute_exists", 1) {
        @Override
        boolean holds(List<@Nullable Value> operands) {
            return operands.get(0) != null;
        }
    },
    ATTRIBUTE_NOT_EXISTS("attribute_not_exists", 1) {
        @Override
        boolean holds(List<@Nullable Value> operands) {
            return operands.get(0) == null;
        }
    },
    ATTRIBUTE_TYPE("attribute_type", 2) {
        @Override
        boolean holds(List<@Nullable Value> operands) {
            Value value = operands.get(0);
            return value != null
                    && operands.get(1) instanceof Value.Text type
                    && value.type().equals(type.text());
        }
    },
    BEGINS_WITH("begins_with", 2) {
        @Override
        boolean holds(List<@Nullable Value> operands) {
            Value whole = operands.get(0);
            Value start = operands.get(1);
            return (whole instanceof Value.Text text
                            && start instanceof Value.Text prefix
                            && text.text().startsWith(prefix.text()))
                    || (whole instanceof Value.Binary binary
                            && start instanceof Value.Binary first
                            && binary.bytes().startsWith(first.bytes()));
        }
    },
    CONTAINS("contains", 2) {
        @Override
        boolean holds(List<@Nullable Value> operands) {
            Value whole = operands.get(0);
            Value part = operands.get(1);
            return whole != null && part != null && contains(whole, part);
        }
    };

    private static final Map<String, TestOperator> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(TestOperator::written, Function.identity()));

    private final String written;
    private final int operands;

    TestOperator(String written, int operands) {
        this.written = written;
        this.operands = operands;
    }

    /** {@return the function or operator of a name} */
    static TestOperator of(String written) {
        return Objects.requireNonNull(BY_NAME.get(written), written);
    }

    /** {@return the name of the function, or the operator} */
    String written() {
        return written;
    }

    /** {@return the number of operands, or a negative number if it is not fixed} */
    int operands() {
        return operands;
    }

    /** {@return whether operands must have an order, as only strings, numbers and bytes do} */
    boolean isOrdering() {
        return switch (this) {
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, BETWEEN -> true;
            default -> false;
        };
    }

    /** {@return whether the test holds for the values of its operands} */
    abstract boolean holds(List<@Nullable Value> operands);

    private static boolean equal(@Nullable Value left, @Nullable Value right) {
        return left != null && left.equals(right);
    }

    private static @Nullable Integer compare(@Nullable Value left, @Nullable Value right) {
        return left == null || right == null ? null : Values.compare(left, right);
    }

    private static boolean contains(Value whole, Value part) {
        if (whole instanceof Value.Text text) {
            return part instanceof Value.Text other && text.text().contains(other.text());
        } else if (whole instanceof Value.Binary binary) {
            return part instanceof Value.Binary other && binary.bytes().contains(other.bytes());
        } else if (whole instanceof Value.TextSet set) {
            return part instanceof Value.Text other && set.texts().contains(other.text());
        } else if (whole instanceof Value.NumSet set) {
            return part instanceof Value.Num other && set.numbers().contains(other.number());
        } else if (whole instanceof Value.BinarySet set) {
            return part instanceof Value.Binary other && set.elements().contains(other.bytes());
        }
        return whole instanceof Value.Array list && list.elements().contains(part);
    }
}
