package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import java.util.List;
import java.util.Map;

/** A condition's tree with its placeholders resolved. */
sealed interface Rule {
    /** {@return whether the rule holds for an item} */
    boolean holds(Map<String, Value> item);

    /** A test of operands. */
    record Test(TestOperator operator, List<Term> operands) implements Rule {
        @Override
        public boolean holds(Map<String, Value> item) {
            return operator.holds(Term.valuesOf(operands, item));
        }
    }

    /** A negation. */
    record Not(Rule negated) implements Rule {
        @Override
        public boolean holds(Map<String, Value> item) {
            return !negated.holds(item);
        }
    }

    /** Rules that must all hold. */
    record All(List<Rule> parts) implements Rule {
        @Override
        public boolean holds(Map<String, Value> item) {
            return parts.stream().allMatch(part -> part.holds(item));
        }
    }

    /** Rules of which one must hold. */
    record Any(List<Rule> parts) implements Rule {
        @Override
        public boolean holds(Map<String, Value> item) {
            return parts.stream().anyMatch(part -> part.holds(item));
        }
    }
}
