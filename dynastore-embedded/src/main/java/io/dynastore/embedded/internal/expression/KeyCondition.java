package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import java.util.List;

/**
 * The condition of a query: tests of different attributes that must all hold. The caller checks which attributes are keys and
 * which operators they allow.
 *
 * @param tests one test or more, in the order of the expression
 */
public record KeyCondition(List<Test> tests) {
    /** Creates a condition. */
    public KeyCondition {
        tests = List.copyOf(tests);
    }

    /** An operator that compares an attribute. */
    public enum Operator {
        EQ,
        LT,
        LE,
        GT,
        GE,
        BETWEEN,
        BEGINS_WITH
    }

    /**
     * A test of one attribute.
     *
     * @param attribute the attribute's name
     * @param operator the operator, reversed if the attribute was its right operand
     * @param operands two values for {@link Operator#BETWEEN}, else one
     */
    public record Test(String attribute, Operator operator, List<Value> operands) {
        /** Creates a test. */
        public Test {
            operands = List.copyOf(operands);
        }
    }
}
