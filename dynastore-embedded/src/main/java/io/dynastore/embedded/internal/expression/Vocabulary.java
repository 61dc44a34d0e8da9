package io.dynastore.embedded.internal.expression;

import java.util.List;
import java.util.Set;

/**
 * Checks the words of an expression before any placeholder is resolved: functions must be known and allowed in their place, and
 * no name of an attribute may be reserved.
 */
final class Vocabulary {
    private static final Set<String> CONDITION_FUNCTIONS =
            Set.of("attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size");
    private static final Set<String> UPDATE_FUNCTIONS = Set.of("if_not_exists", "list_append");

    private final Parameter parameter;

    Vocabulary(Parameter parameter) {
        this.parameter = parameter;
    }

    /** Checks a condition. */
    void check(Syntax.Predicate condition) {
        List<Syntax.Call> tests = condition.tests();
        List<Syntax.Operand> operands =
                tests.stream().flatMap(test -> test.all().stream()).toList();
        for (Syntax.Operand operand : operands) {
            if (operand instanceof Syntax.Call call && call.isFunction()) {
                checkKnown(call.name(), CONDITION_FUNCTIONS, UPDATE_FUNCTIONS, "a condition");
            }
        }
        tests.forEach(this::checkPlace);
        operands.forEach(this::checkNames);
    }

    /** Checks that {@code size}, and no other function, is compared: it has a value but is not a test. */
    private void checkPlace(Syntax.Call test) {
        if (test.name().equals("size")) {
            throw misplaced(test);
        }
        for (Syntax.Operand operand : test.all()) {
            if (operand != test
                    && operand instanceof Syntax.Call call
                    && !call.name().equals("size")) {
                throw misplaced(call);
            }
        }
    }

    /** Checks an update. */
    void check(List<Syntax.Clause> update) {
        List<Syntax.Action> actions =
                update.stream().flatMap(clause -> clause.actions().stream()).toList();
        List<Syntax.Operand> operands = actions.stream()
                .filter(action -> action.operand() != null)
                .flatMap(action -> action.operand().all().stream())
                .toList();
        for (Syntax.Operand operand : operands) {
            if (operand instanceof Syntax.Call call && call.isFunction()) {
                checkKnown(call.name(), UPDATE_FUNCTIONS, CONDITION_FUNCTIONS, "an update");
            }
        }
        operands.forEach(this::checkNested);
        for (Syntax.Action action : actions) {
            checkNames(action.target());
            if (action.operand() != null) {
                action.operand().all().forEach(this::checkNames);
            }
        }
    }

    /** Checks that {@code list_append} is not an operand. */
    private void checkNested(Syntax.Operand operand) {
        if (operand instanceof Syntax.Call outer) {
            for (Syntax.Operand inner : outer.operands()) {
                if (inner instanceof Syntax.Call call && call.name().equals("list_append")) {
                    throw misplaced(call);
                }
            }
        }
    }

    private void checkKnown(String name, Set<String> allowed, Set<String> elsewhere, String expression) {
        if (elsewhere.contains(name)) {
            throw parameter.invalid("The function is not allowed in " + expression + " expression; function: " + name);
        }
        if (!allowed.contains(name)) {
            throw parameter.invalid("Invalid function name; function: " + name);
        }
    }

    private RuntimeException misplaced(Syntax.Call call) {
        return parameter.invalid(
                "The function is not allowed to be used this way in an expression; function: " + call.name());
    }

    /** Checks the names of a path, if the operand is one. */
    void checkNames(Syntax.Operand operand) {
        if (operand instanceof Syntax.Reference path) {
            for (Step step : path.steps()) {
                if (step instanceof Step.Member member && ReservedWords.contains(member.name())) {
                    throw parameter.invalid("Attribute name is a reserved keyword; reserved keyword: " + member.name());
                }
            }
        }
    }
}
