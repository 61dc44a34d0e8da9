package io.dynastore.embedded.internal.fault;

import io.dynastore.embedded.internal.json.Json;
import io.dynastore.embedded.internal.wire.ErrorType;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An error with which DynamoDB replies to a request. Pure. */
public sealed interface ErrorReply {
    /** Returns the reply to a request. */
    Reply to(Request request);

    /** {@return whether DynamoDB can give this answer to the operation, such as {@code UpdateItem}} */
    default boolean suits(String operation) {
        return true;
    }

    /**
     * An error whose message does not depend on the request.
     *
     * @param only the operations that can have it; empty for all of them, as for one that the user describes
     */
    record Plain(int status, String type, String message, Set<String> only) implements ErrorReply {
        /** Creates an error that all operations can have. */
        public Plain(int status, String type, String message) {
            this(status, type, message, Set.of());
        }

        /** Creates an error with the status that DynamoDB uses for its type. */
        public Plain(ErrorType type, String message, String... only) {
            this(type.status(), type.qualifiedName(), message, Set.of(only));
        }

        @Override
        public boolean suits(String operation) {
            return only.isEmpty() || only.contains(operation);
        }

        @Override
        public Reply to(Request request) {
            return reply(status, type, Map.of("message", message));
        }
    }

    /** A conflict of a write, or of the first action of a transaction, with another transaction. */
    record Conflict() implements ErrorReply {
        private static final String MESSAGE = "Transaction is ongoing for the item";

        @Override
        public boolean suits(String operation) {
            return switch (operation) {
                case "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "TransactGetItems" -> true;
                default -> false;
            };
        }

        @Override
        public Reply to(Request request) {
            if (!RequestBody.isTransaction(request.operation())) {
                return reply(ErrorType.TRANSACTION_CONFLICT, Map.of("message", MESSAGE));
            }
            int actions = RequestBody.of(request).actions().size();
            List<String> codes = new ArrayList<>();
            List<Map<String, String>> reasons = new ArrayList<>();
            for (int action = 0; action < Math.max(1, actions); action++) {
                String code = action == 0 ? "TransactionConflict" : "None";
                codes.add(code);
                reasons.add(action == 0 ? Map.of("Code", code, "Message", MESSAGE) : Map.of("Code", code));
            }
            Map<String, Object> body = new LinkedHashMap<>();
            body.put(
                    "message",
                    "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                            + String.join(", ", codes) + "]");
            body.put("CancellationReasons", reasons);
            return reply(ErrorType.TRANSACTION_CANCELED, body);
        }
    }

    /** The refusal of a caller whose policies do not allow the operation on the table. */
    record Denied() implements ErrorReply {
        private static final String ACCOUNT = "000000000000";

        @Override
        public Reply to(Request request) {
            RequestBody body = RequestBody.of(request);
            String action = "dynamodb:" + body.permission();
            String message = "User: arn:aws:iam::" + ACCOUNT + ":user/embedded is not authorized to perform: " + action
                    + " on resource: "
                    + body.stream()
                            .orElseGet(() -> "arn:aws:dynamodb:us-east-1:" + ACCOUNT + ":table/"
                                    + body.table().orElse("*"))
                    + " because no identity-based policy allows the " + action + " action";
            // Errors of authorization capitalize this member.
            return reply(ErrorType.ACCESS_DENIED, Map.of("Message", message));
        }
    }

    private static Reply reply(ErrorType type, Map<String, Object> members) {
        return reply(type.status(), type.qualifiedName(), members);
    }

    private static Reply reply(int status, String type, Map<String, ?> members) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("__type", type);
        body.putAll(members);
        return Reply.of(status, Json.write(body));
    }
}
