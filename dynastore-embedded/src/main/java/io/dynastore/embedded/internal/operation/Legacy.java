package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.wire.ApiError;
import java.util.Map;

/** The parameters that expressions have replaced: "Legacy conditional parameters" in the developer guide. */
final class Legacy {
    private static final Map<String, String> SUCCESSORS = Map.of(
            "AttributesToGet", "ProjectionExpression",
            "AttributeUpdates", "UpdateExpression",
            "ConditionalOperator", "AND and OR in an expression",
            "Expected", "ConditionExpression",
            "KeyConditions", "KeyConditionExpression",
            "QueryFilter", "FilterExpression",
            "ScanFilter", "FilterExpression");

    private Legacy() {}

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
