package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.wire.ApiError;

/**
 * The parameter of a request that holds an expression. It begins the message of every error in the expression.
 *
 * @param name the name, such as {@code FilterExpression}
 */
record Parameter(String name) {
    static final Parameter KEY_CONDITION = new Parameter("KeyConditionExpression");
    static final Parameter PROJECTION = new Parameter("ProjectionExpression");
    static final Parameter UPDATE = new Parameter("UpdateExpression");

    /** The longest expression, in bytes of UTF-8. */
    private static final int LONGEST = 4096;

    /** Returns an error of an expression in this parameter. */
    ApiError invalid(String problem) {
        return ApiError.validation("Invalid " + name + ": " + problem);
    }

    /** Returns the error of an operand of the wrong type. */
    ApiError wrongType(String operatorOrFunction, String type) {
        return invalid("Incorrect operand type for operator or function; operator or function: " + operatorOrFunction
                + ", operand type: " + type);
    }

    /** Refuses an expression that is empty or too long, before it is read. */
    void checkLength(String text) {
        if (text.isEmpty()) {
            throw invalid("The expression can not be empty;");
        }
        int length = Value.utf8Length(text);
        if (length > LONGEST) {
            throw invalid("Expression size has exceeded the maximum allowed size; expression size: " + length);
        }
    }
}
