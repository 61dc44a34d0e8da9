package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.wire.ApiError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts a condition to a key condition, and refuses a condition that a query does not support. Not thread-safe. */
final class KeyConditions {
    private final Map<String, KeyCondition.Test> tests = new LinkedHashMap<>();

    private KeyConditions() {}

    /** {@return the key condition of a condition} */
    static KeyCondition of(Conditions condition) {
        KeyConditions conditions = new KeyConditions();
        conditions.add(condition.rule());
        return new KeyCondition(List.copyOf(conditions.tests.values()));
    }

    private void add(Rule rule) {
        if (rule instanceof Rule.All all) {
            all.parts().forEach(this::add);
        } else if (rule instanceof Rule.Test test) {
            add(test);
        } else {
            throw invalidOperator(rule instanceof Rule.Not ? "NOT" : "OR");
        }
    }

    private void add(Rule.Test test) {
        KeyCondition.Operator operator = operator(test.operator());
        List<Term> operands = test.operands();
        boolean attributeFirst = operands.get(0) instanceof Term.Attribute;
        boolean isComparison = operands.size() == 2 && operator != KeyCondition.Operator.BEGINS_WITH;
        if (!isComparison && !attributeFirst) {
            throw ApiError.validation("Invalid condition in KeyConditionExpression: "
                    + test.operator().written() + " operator must have the key attribute as its first operand");
        }
        String attribute = attribute(operands);
        KeyCondition.Test result =
                new KeyCondition.Test(attribute, attributeFirst ? operator : turned(operator), values(operands));
        if (tests.putIfAbsent(attribute, result) != null) {
            throw ApiError.validation("KeyConditionExpressions must only contain one condition per key");
        }
    }

    private static String attribute(List<Term> operands) {
        String attribute = null;
        for (Term operand : operands) {
            if (operand instanceof Term.Result) {
                throw ApiError.validation("KeyConditionExpressions cannot contain nested operations");
            }
            if (operand instanceof Term.Attribute found) {
                if (attribute != null) {
                    throw ApiError.validation(
                            "Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition");
                }
                if (!found.path().steps().isEmpty()) {
                    throw ApiError.validation("KeyConditionExpressions cannot have conditions on nested attributes");
                }
                attribute = found.path().attribute();
            }
        }
        if (attribute == null) {
            throw ApiError.validation("Invalid condition in KeyConditionExpression: No key attribute specified");
        }
        return attribute;
    }

    private static List<Value> values(List<Term> operands) {
        List<Value> values = new ArrayList<>();
        for (Term operand : operands) {
            if (operand instanceof Term.Constant constant) {
                values.add(constant.value());
            }
        }
        return values;
    }

    private static KeyCondition.Operator operator(TestOperator operator) {
        return switch (operator) {
            case EQUAL -> KeyCondition.Operator.EQ;
            case LESS -> KeyCondition.Operator.LT;
            case LESS_OR_EQUAL -> KeyCondition.Operator.LE;
            case GREATER -> KeyCondition.Operator.GT;
            case GREATER_OR_EQUAL -> KeyCondition.Operator.GE;
            case BETWEEN -> KeyCondition.Operator.BETWEEN;
            case BEGINS_WITH -> KeyCondition.Operator.BEGINS_WITH;
            default -> throw invalidOperator(operator.written());
        };
    }

    /** Returns the operator for exchanged operands. */
    private static KeyCondition.Operator turned(KeyCondition.Operator operator) {
        return switch (operator) {
            case LT -> KeyCondition.Operator.GT;
            case LE -> KeyCondition.Operator.GE;
            case GT -> KeyCondition.Operator.LT;
            case GE -> KeyCondition.Operator.LE;
            default -> operator;
        };
    }

    private static ApiError invalidOperator(String operator) {
        return ApiError.validation("Invalid operator used in KeyConditionExpression: " + operator);
    }
}
