package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Numbers;
import io.dynastore.embedded.internal.value.Value;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks operands as far as possible without an item: their number, and the types of values that the request gives. */
final class OperandCheck {
    private static final Set<String> ORDERED = Set.of("S", "N", "B");
    private static final Set<String> WITHOUT_SIZE = Set.of("N", "BOOL", "NULL");
    private static final Set<String> TYPES = Set.of("S", "N", "B", "SS", "NS", "BS", "BOOL", "NULL", "L", "M");
    /** The types as DynamoDB lists them. */
    private static final String ALL_TYPES = "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}";

    private static final int MOST_IN_OPERANDS = 100;

    private final Parameter parameter;

    OperandCheck(Parameter parameter) {
        this.parameter = parameter;
    }

    /** Checks a test of a condition. */
    void check(TestOperator operator, List<Term> operands) {
        checkCount(operator.written(), operator.operands(), operands.size());
        operands.forEach(this::checkCounts);
        if (operator == TestOperator.IN && operands.size() - 1 > MOST_IN_OPERANDS) {
            throw parameter.invalid(
                    "The IN operator is provided with too many operands; number of operands: " + (operands.size() - 1));
        }
        checkDistinct(operator, operands);
        operands.forEach(this::checkTypes);
        checkTypes(operator, operands);
    }

    /** Checks the functions and the arithmetic in an operand. */
    void check(Term operand) {
        checkCounts(operand);
        checkTypes(operand);
    }

    private void checkCounts(Term operand) {
        if (operand instanceof Term.Result result) {
            result.operands().forEach(this::checkCounts);
            checkCount(
                    result.function().written(),
                    result.function().operands(),
                    result.operands().size());
        }
    }

    private void checkCount(String operator, int expected, int found) {
        if (expected >= 0 && expected != found) {
            throw parameter.invalid("Incorrect number of operands for operator or function; operator or function: "
                    + operator + ", number of operands: " + found);
        }
    }

    private void checkDistinct(TestOperator operator, List<Term> operands) {
        if (operator.operands() == 2
                && operands.get(0) instanceof Term.Attribute first
                && operands.get(0).equals(operands.get(1))) {
            throw parameter.invalid(
                    "The first operand must be distinct from the remaining operands for this operator or function; "
                            + "operator: " + operator.written() + ", first operand: " + first.path());
        }
    }

    private void checkTypes(TestOperator operator, List<Term> operands) {
        switch (operator) {
            case ATTRIBUTE_EXISTS, ATTRIBUTE_NOT_EXISTS -> checkPath(operator.written(), operands.get(0));
            case ATTRIBUTE_TYPE -> checkTypeName(operands.get(1));
            case BEGINS_WITH -> operands.forEach(operand -> checkType(operator.written(), operand, Set.of("S", "B")));
            default -> {
                if (operator.isOrdering()) {
                    operands.forEach(operand -> checkType(operator.written(), operand, ORDERED));
                }
                if (operator == TestOperator.BETWEEN) {
                    checkBounds(operands.get(1), operands.get(2));
                }
            }
        }
    }

    private void checkTypes(Term operand) {
        if (!(operand instanceof Term.Result result)) {
            return;
        }
        result.operands().forEach(this::checkTypes);
        String written = result.function().written();
        switch (result.function()) {
            case SIZE -> {
                String type = result.operands().get(0).type();
                if (type != null && WITHOUT_SIZE.contains(type)) {
                    throw parameter.wrongType(written, type);
                }
            }
            case IF_NOT_EXISTS -> checkPath(written, result.operands().get(0));
            case LIST_APPEND -> result.operands().forEach(inner -> checkType(written, inner, Set.of("L")));
            case PLUS, MINUS -> result.operands().forEach(inner -> checkType(written, inner, Set.of("N")));
        }
    }

    private void checkType(String operator, Term operand, Set<String> allowed) {
        String type = operand.type();
        if (type != null && !allowed.contains(type)) {
            throw parameter.wrongType(operator, type);
        }
    }

    private void checkPath(String function, Term operand) {
        if (!(operand instanceof Term.Attribute)) {
            throw parameter.invalid("Operator or function requires a document path; operator or function: " + function);
        }
    }

    private void checkTypeName(Term operand) {
        Value value = operand instanceof Term.Constant constant ? constant.value() : null;
        if (!(value instanceof Value.Text type)) {
            throw parameter.wrongType("attribute_type", typeOrAll(operand.type()));
        }
        if (!TYPES.contains(type.text())) {
            throw parameter.invalid(
                    "Invalid attribute type name found; type: " + type.text() + ", valid types: " + ALL_TYPES);
        }
    }

    /** An attribute may have any type, so all types are listed. */
    private static String typeOrAll(@Nullable String type) {
        return type == null ? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}" : type;
    }

    private void checkBounds(Term low, Term high) {
        if (low instanceof Term.Constant lower && high instanceof Term.Constant upper) {
            String bounds =
                    "; lower bound operand: " + shown(lower.value()) + ", upper bound operand: " + shown(upper.value());
            if (!lower.type().equals(upper.type())) {
                throw parameter.invalid(
                        "The BETWEEN operator requires same data type for lower and upper bounds" + bounds);
            }
            if (TestOperator.GREATER.holds(List.of(lower.value(), upper.value()))) {
                throw parameter.invalid(
                        "The BETWEEN operator requires upper bound to be greater than or equal to lower bound"
                                + bounds);
            }
        }
    }

    private static String shown(Value value) {
        String content;
        if (value instanceof Value.Text text) {
            content = text.text();
        } else if (value instanceof Value.Num number) {
            content = Numbers.text(number.number());
        } else {
            content = ((Value.Binary) value).bytes().toString();
        }
        return "AttributeValue: {" + value.type() + ":" + content + "}";
    }
}
