package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.wire.ApiError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters that expressions have replaced: "Legacy conditional parameters" in the developer guide. */
final class Legacy {
    private static final String OPERATOR = "ConditionalOperator";
    private static final Map<String, String> SUCCESSORS = new LinkedHashMap<>();

    static {
        SUCCESSORS.put("AttributesToGet", "ProjectionExpression");
        SUCCESSORS.put("AttributeUpdates", "UpdateExpression");
        SUCCESSORS.put("QueryFilter", "FilterExpression");
        SUCCESSORS.put("ScanFilter", "FilterExpression");
        SUCCESSORS.put("Expected", "ConditionExpression");
        SUCCESSORS.put(OPERATOR, "AND and OR in an expression");
        SUCCESSORS.put("KeyConditions", "KeyConditionExpression");
    }

    private Legacy() {}

    /**
     * Refuses a request that has both legacy parameters and expressions.
     *
     * @param input the request
     * @param expressions the parameters of the operation that hold expressions, in the order in which messages list them
     */
    static void checkNotMixed(Input input, List<String> expressions) {
        List<String> used = expressions.stream().filter(input::has).toList();
        List<String> given = SUCCESSORS.keySet().stream()
                .filter(input::has)
                .filter(name -> !name.equals(OPERATOR) || !expressions.contains("ConditionExpression"))
                .toList();
        if (!given.isEmpty() && !used.isEmpty()) {
            throw ApiError.validation("Can not use both expression and non-expression parameters in the same request:"
                    + " Non-expression parameters: {" + String.join(", ", given) + "} Expression parameters: {"
                    + String.join(", ", used) + "}");
        }
    }

    /** Refuses a request with a legacy parameter. */
    static void refuse(Input input) {
        SUCCESSORS.forEach((parameter, successor) -> {
            if (input.has(parameter)) {
                throw ApiError.validation("The legacy parameter " + parameter
                        + " is not offered by the embedded DynamoDB. Use " + successor + ".");
            }
        });
    }
}
