package io.dynastore.fault;

import java.util.Collections;
import tools.jackson.databind.JsonNode;

/** The errors that DynamoDB answers, in its own words. */
final class ErrorReplies {
    private ErrorReplies() {}

    static Reply serverError() {
        return error(500, "InternalServerError", "The request processing has failed because of an unknown error.", "");
    }

    static Reply throttle() {
        return error(
                400,
                "ProvisionedThroughputExceededException",
                "The level of configured provisioned throughput for the table was exceeded. Consider increasing your"
                        + " provisioning level with the UpdateTable API.",
                "");
    }

    static Reply transactionConflict(String operation, JsonNode request) {
        if (!operation.startsWith("Transact")) {
            return error(400, "TransactionConflictException", "Transaction is ongoing for the item", "");
        }
        int others = request.path("TransactItems").size() - 1;
        return error(
                400,
                "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict"
                        + repeat(", None", others) + "]",
                ",\"CancellationReasons\":[{\"Code\":\"TransactionConflict\",\"Message\":\"Transaction is ongoing for the item\"}"
                        + repeat(",{\"Code\":\"None\"}", others) + "]");
    }

    private static String repeat(String text, int times) {
        return String.join("", Collections.nCopies(times, text));
    }

    private static Reply error(int status, String type, String message, String more) {
        return Reply.of(
                status,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"" + message + "\"" + more
                        + "}");
    }
}
