package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An operand with its placeholders resolved. */
sealed interface Term {
    /** {@return the operand's value, or null if the item has none} */
    @Nullable
    Value in(Map<String, Value> item);

    /** {@return the type of the value, or null if it depends on the item} */
    @Nullable
    String type();

    /** {@return the values of terms, null where the item has none} */
    static List<@Nullable Value> valuesOf(List<Term> terms, Map<String, Value> item) {
        List<@Nullable Value> values = new ArrayList<>(terms.size());
        for (Term term : terms) {
            values.add(term.in(item));
        }
        return values;
    }

    /** An attribute or a part of one. */
    record Attribute(Path path) implements Term {
        @Override
        public @Nullable Value in(Map<String, Value> item) {
            return path.in(item);
        }

        @Override
        public @Nullable String type() {
            return null;
        }
    }

    /** A value of the request. */
    record Constant(Value value) implements Term {
        @Override
        public Value in(Map<String, Value> item) {
            return value;
        }

        @Override
        public String type() {
            return value.type();
        }
    }

    /** The result of a function or of arithmetic. */
    record Result(ValueFunction function, List<Term> operands) implements Term {
        @Override
        public @Nullable Value in(Map<String, Value> item) {
            return function.apply(valuesOf(operands, item));
        }

        @Override
        public @Nullable String type() {
            return function.type();
        }
    }
}
