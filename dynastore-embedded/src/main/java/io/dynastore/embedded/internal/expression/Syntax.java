package io.dynastore.embedded.internal.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tree of an expression as it was written: placeholders are not resolved, and functions are not checked. */
final class Syntax {
    private Syntax() {}

    /** A part of a condition that can stand in parentheses. */
    sealed interface Part {}

    /** A part of an expression that has a value. */
    sealed interface Operand extends Part {
        /** {@return the operand and all operands inside it, in their order} */
        default List<Operand> all() {
            List<Operand> all = new ArrayList<>();
            collect(this, all);
            return all;
        }

        private static void collect(Operand operand, List<Operand> all) {
            all.add(operand);
            if (operand instanceof Call call) {
                call.operands().forEach(inner -> collect(inner, all));
            }
        }
    }

    /** A part of a condition that is true or false. */
    sealed interface Predicate extends Part {
        /** {@return the tests and functions that are joined and negated, in their order} */
        default List<Call> tests() {
            List<Call> tests = new ArrayList<>();
            collect(this, tests);
            return tests;
        }

        private static void collect(Predicate predicate, List<Call> tests) {
            if (predicate instanceof Call call) {
                tests.add(call);
            } else if (predicate instanceof Negation negation) {
                collect(negation.negated(), tests);
            } else if (predicate instanceof Junction junction) {
                junction.parts().forEach(part -> collect(part, tests));
            }
        }
    }

    /**
     * A document path.
     *
     * @param steps the steps, of which the first is a member; members that begin with a number sign are placeholders
     */
    record Reference(List<Step> steps) implements Operand {}

    /** A placeholder of a value, with its colon. */
    record Placeholder(String name) implements Operand {}

    /**
     * A function or an operator with its operands.
     *
     * @param name the name of the function, or the operator
     * @param isFunction whether it was written as a function
     * @param operands the operands
     */
    record Call(String name, boolean isFunction, List<Operand> operands) implements Operand, Predicate {}

    /** A negation. */
    record Negation(Predicate negated) implements Predicate {}

    /**
     * Predicates joined by the same operator.
     *
     * @param all whether all of them must hold, rather than one
     * @param parts two or more
     */
    record Junction(boolean all, List<Predicate> parts) implements Predicate {}

    /**
     * An action of an update.
     *
     * @param clause the keyword of its clause
     * @param target the path
     * @param operand the operand, or null for {@code REMOVE}
     */
    record Action(
            Token.Kind clause, Reference target, @Nullable Operand operand) {}

    /**
     * A clause of an update.
     *
     * @param keyword its keyword
     * @param actions one action or more
     */
    record Clause(Token.Kind keyword, List<Action> actions) {}
}
