package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Numbers;
import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.value.Values;
import io.dynastore.embedded.internal.wire.ApiError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The functions and operators that have a value. */
enum ValueFunction {
    /** The number of characters, bytes, elements or members. */
    SIZE("size", "N", 1) {
        @Override
        @Nullable
        Value apply(List<@Nullable Value> operands) {
            int size = size(operands.get(0));
            return size < 0 ? null : Values.number(size);
        }
    },
    IF_NOT_EXISTS("if_not_exists", null, 2) {
        @Override
        @Nullable
        Value apply(List<@Nullable Value> operands) {
            return operands.get(0) != null ? operands.get(0) : operands.get(1);
        }
    },
    LIST_APPEND("list_append", "L", 2) {
        @Override
        Value apply(List<@Nullable Value> operands) {
            List<Value> elements = new ArrayList<>(list(operands.get(0)));
            elements.addAll(list(operands.get(1)));
            return new Value.Array(Collections.unmodifiableList(elements));
        }
    },
    PLUS("+", "N", 2) {
        @Override
        Value apply(List<@Nullable Value> operands) {
            return calculate(operands, Numbers::add);
        }
    },
    MINUS("-", "N", 2) {
        @Override
        Value apply(List<@Nullable Value> operands) {
            return calculate(operands, Numbers::subtract);
        }
    };

    private static final Map<String, ValueFunction> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(ValueFunction::written, Function.identity()));

    private final String written;
    private final @Nullable String type;
    private final int operands;

    ValueFunction(String written, @Nullable String type, int operands) {
        this.written = written;
        this.type = type;
        this.operands = operands;
    }

    /** {@return the function or operator of a name} */
    static ValueFunction of(String written) {
        return Objects.requireNonNull(BY_NAME.get(written), written);
    }

    /** {@return the name of the function, or the operator} */
    String written() {
        return written;
    }

    /** {@return the type of all results, or null if it depends on the operands} */
    @Nullable
    String type() {
        return type;
    }

    /** {@return the number of operands} */
    int operands() {
        return operands;
    }

    /** {@return the result, or null if there is none, which is an error in updates only} */
    abstract @Nullable Value apply(List<@Nullable Value> operands);

    private static int size(@Nullable Value value) {
        if (value instanceof Value.Text text) {
            // DynamoDB counts UTF-16 code units here, though it stores UTF-8.
            return text.text().length();
        } else if (value instanceof Value.Binary binary) {
            return binary.bytes().length();
        } else if (value instanceof Value.TextSet set) {
            return set.texts().size();
        } else if (value instanceof Value.NumSet set) {
            return set.numbers().size();
        } else if (value instanceof Value.BinarySet set) {
            return set.elements().size();
        } else if (value instanceof Value.Array list) {
            return list.elements().size();
        } else if (value instanceof Value.Document map) {
            return map.members().size();
        }
        return -1;
    }

    private static List<Value> list(@Nullable Value value) {
        if (present(value) instanceof Value.Array list) {
            return list.elements();
        }
        throw wrongType();
    }

    private static Value calculate(List<@Nullable Value> operands, BinaryOperator<BigDecimal> operator) {
        if (present(operands.get(0)) instanceof Value.Num left && present(operands.get(1)) instanceof Value.Num right) {
            return new Value.Num(operator.apply(left.number(), right.number()));
        }
        throw wrongType();
    }

    /** Returns an operand of an update, or throws the error of an operand that the item lacks. */
    static Value present(@Nullable Value value) {
        if (value == null) {
            throw ApiError.validation("The provided expression refers to an attribute that does not exist in the item");
        }
        return value;
    }

    /** Returns the error of an operand of an update that has the wrong type. */
    static ApiError wrongType() {
        return ApiError.validation("An operand in the update expression has an incorrect data type");
    }
}
