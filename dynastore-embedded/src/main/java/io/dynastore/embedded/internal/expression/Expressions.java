package io.dynastore.embedded.internal.expression;

/**
 * Parses the expressions of requests. Each method marks the placeholders that are used, and throws the {@link
 * io.dynastore.embedded.internal.wire.ApiError} with which DynamoDB refuses an invalid expression.
 */
public final class Expressions {
    private Expressions() {}

    /**
     * Parses a condition or a filter.
     *
     * @param parameter the parameter's name, for messages: {@code ConditionExpression} or {@code FilterExpression}
     * @param text the expression
     * @param placeholders the request's placeholders
     * @return the condition
     */
    public static Condition condition(String parameter, String text, Placeholders placeholders) {
        return Conditions.of(new Parameter(parameter), text, placeholders);
    }

    /**
     * Parses the condition of a query.
     *
     * @param text the expression
     * @param placeholders the request's placeholders
     * @return the condition
     */
    public static KeyCondition keyCondition(String text, Placeholders placeholders) {
        return keyCondition(text, placeholders, () -> {});
    }

    /**
     * Parses the condition of a query, with a check of the request before it is decided whether a query supports the condition.
     *
     * @param text the expression
     * @param placeholders the request's placeholders
     * @param between the check
     * @return the condition
     */
    public static KeyCondition keyCondition(String text, Placeholders placeholders, Runnable between) {
        Conditions condition = Conditions.of(Parameter.KEY_CONDITION, text, placeholders);
        between.run();
        return KeyConditions.of(condition);
    }

    /**
     * Parses a projection.
     *
     * @param text the expression
     * @param placeholders the request's placeholders
     * @return the projection
     */
    public static Projection projection(String text, Placeholders placeholders) {
        return Selection.of(text, placeholders);
    }

    /**
     * Parses an update.
     *
     * @param text the expression
     * @param placeholders the request's placeholders
     * @return the update
     */
    public static Update update(String text, Placeholders placeholders) {
        return Updates.of(text, placeholders);
    }
}
