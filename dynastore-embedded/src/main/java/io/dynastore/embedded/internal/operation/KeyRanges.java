package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.expression.KeyCondition;
import io.dynastore.embedded.internal.expression.KeyCondition.Operator;
import io.dynastore.embedded.internal.expression.KeyCondition.Test;
import io.dynastore.embedded.internal.storage.KeyAttribute;
import io.dynastore.embedded.internal.storage.KeyRange;
import io.dynastore.embedded.internal.storage.KeySchema;
import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.wire.ApiError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts the condition of a query to the range of keys that fulfil it. */
final class KeyRanges {
    private static final String NOT_SUPPORTED = "Query key condition not supported";

    private KeyRanges() {}

    static KeyRange of(KeySchema schema, KeyCondition condition) {
        Map<String, Test> tests = byAttribute(schema, condition);
        List<Value> equal = new ArrayList<>();
        for (KeyAttribute attribute : schema.partition()) {
            Test test = tests.remove(attribute.name());
            if (test == null) {
                throw ApiError.validation("Query condition missed key schema element: " + attribute.name());
            }
            if (test.operator() != Operator.EQ) {
                throw ApiError.validation(NOT_SUPPORTED);
            }
            equal.add(operand(attribute, test, 0));
        }
        return ofSortKey(schema, tests, equal);
    }

    private static Map<String, Test> byAttribute(KeySchema schema, KeyCondition condition) {
        int attributes = schema.attributes().size();
        if (condition.tests().size() > Math.max(2, attributes)) {
            throw ApiError.validation("Conditions can be of length 1 or 2 only");
        }
        if (condition.tests().size() > attributes) {
            throw ApiError.validation(NOT_SUPPORTED);
        }
        Map<String, Test> tests = new LinkedHashMap<>();
        condition.tests().forEach(test -> tests.put(test.attribute(), test));
        return tests;
    }

    /** Returns the range of equal values of the first attributes, followed by at most one comparison. */
    private static KeyRange ofSortKey(KeySchema schema, Map<String, Test> tests, List<Value> equal) {
        for (KeyAttribute attribute : schema.sort()) {
            Test test = tests.remove(attribute.name());
            if (test == null && !tests.isEmpty()) {
                throw ApiError.validation("Query condition missed key schema element: " + attribute.name());
            }
            if (test == null) {
                break;
            }
            if (test.operator() != Operator.EQ) {
                refuseRest(tests);
                return compared(schema.beginning(equal), attribute, test);
            }
            equal.add(operand(attribute, test, 0));
        }
        refuseRest(tests);
        return KeyRange.beginningWith(schema.beginning(equal));
    }

    private static void refuseRest(Map<String, Test> tests) {
        if (!tests.isEmpty()) {
            throw ApiError.validation(NOT_SUPPORTED);
        }
    }

    private static KeyRange compared(byte[] before, KeyAttribute attribute, Test test) {
        KeyRange all = KeyRange.beginningWith(before);
        Value first = operand(attribute, test, 0);
        return switch (test.operator()) {
            case LT -> all.to(before, first, false);
            case LE -> all.to(before, first, true);
            case GT -> all.from(before, first, false);
            case GE -> all.from(before, first, true);
            case BETWEEN -> all.from(before, first, true).to(before, operand(attribute, test, 1), true);
            case BEGINS_WITH -> KeyRange.beginningWith(before, first);
            case EQ -> KeyRange.equalTo(before, first);
        };
    }

    private static Value operand(KeyAttribute attribute, Test test, int number) {
        Value value = test.operands().get(number);
        if (!value.type().equals(attribute.type())) {
            throw ApiError.validation(
                    "One or more parameter values were invalid: Condition parameter type does not match"
                            + " schema type");
        }
        Keys.checkNotEmpty(attribute.name(), value);
        return value;
    }
}
