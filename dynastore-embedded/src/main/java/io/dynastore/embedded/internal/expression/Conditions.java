package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A condition that was parsed, checked and resolved.
 *
 * @param rule its tree
 * @param attributes the top-level attributes in it
 * @param nested those inside of which it reads
 */
record Conditions(Rule rule, Set<String> attributes, Set<String> nested) implements Condition {
    Conditions {
        attributes = Collections.unmodifiableSet(attributes);
        nested = Collections.unmodifiableSet(nested);
    }

    @Override
    public boolean matches(Map<String, Value> item) {
        return rule.holds(item);
    }

    /** {@return a condition of an expression} */
    static Conditions of(Parameter parameter, String text, Placeholders placeholders) {
        Syntax.Predicate condition = ConditionParser.parse(parameter, text);
        new Vocabulary(parameter).check(condition);
        Binder binder = new Binder(parameter, placeholders);
        Rule rule = rule(condition, binder, new OperandCheck(parameter));
        return new Conditions(rule, binder.attributes(), binder.nested());
    }

    /** Resolves and checks one test after the other, so that the first invalid test is reported, whatever is wrong with it. */
    private static Rule rule(Syntax.Predicate predicate, Binder binder, OperandCheck check) {
        if (predicate instanceof Syntax.Negation negation) {
            return new Rule.Not(rule(negation.negated(), binder, check));
        } else if (predicate instanceof Syntax.Junction junction) {
            List<Rule> parts = junction.parts().stream()
                    .map(part -> rule(part, binder, check))
                    .toList();
            return junction.all() ? new Rule.All(parts) : new Rule.Any(parts);
        }
        Syntax.Call call = (Syntax.Call) predicate;
        TestOperator operator = TestOperator.of(call.name());
        List<Term> operands = binder.terms(call.operands());
        check.check(operator, operands);
        return new Rule.Test(operator, operands);
    }
}
