package io.dynastore.embedded.internal.fault;

import io.dynastore.embedded.internal.json.Json;
import io.dynastore.embedded.internal.wire.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of a request that faults depend on. The request is not validated yet, so each of them may be missing. */
final class RequestBody {
    private final String operation;
    private final Map<?, ?> members;

    private RequestBody(String operation, Map<?, ?> members) {
        this.operation = operation;
        this.members = members;
    }

    static RequestBody of(Request request) {
        return new RequestBody(request.operation(), tree(request.body()));
    }

    private static Map<?, ?> tree(byte[] body) {
        try {
            return map(Json.read(body));
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    static boolean isTransaction(String operation) {
        return operation.equals("TransactWriteItems") || operation.equals("TransactGetItems");
    }

    Map<?, ?> members() {
        return members;
    }

    /** Returns the actions of a transaction. */
    List<?> actions() {
        return members.get("TransactItems") instanceof List<?> actions ? actions : List.of();
    }

    /** Returns the permission that the operation needs; for a transaction, that of its first action. */
    String permission() {
        if (!isTransaction(operation)) {
            return operation;
        }
        String action = firstAction().keySet().stream()
                .map(String::valueOf)
                .findFirst()
                .orElse(operation.equals("TransactGetItems") ? "Get" : "Put");
        return action.equals("ConditionCheck") ? "ConditionCheckItem" : action + "Item";
    }

    /** Returns the first table that the request names. */
    Optional<String> table() {
        Map<?, ?> named = isTransaction(operation)
                ? firstAction().values().stream()
                        .<Map<?, ?>>map(RequestBody::map)
                        .findFirst()
                        .orElse(Map.of())
                : members;
        if (named.get("TableName") instanceof String table) {
            return Optional.of(table);
        }
        return map(members.get("RequestItems")).keySet().stream()
                .map(String::valueOf)
                .findFirst();
    }

    /** Returns the ARN of the stream that the request names, or that its iterator begins with. */
    Optional<String> stream() {
        Object named = members.containsKey("ShardIterator") ? members.get("ShardIterator") : members.get("StreamArn");
        return named instanceof String arn ? Optional.of(arn.split("\\|", 2)[0]) : Optional.empty();
    }

    private Map<?, ?> firstAction() {
        return actions().isEmpty() ? Map.of() : map(actions().get(0));
    }

    static Map<?, ?> map(@Nullable Object tree) {
        return tree instanceof Map<?, ?> members ? members : Map.of();
    }
}
