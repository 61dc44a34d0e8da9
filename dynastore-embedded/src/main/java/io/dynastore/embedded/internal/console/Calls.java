package io.dynastore.embedded.internal.console;

import io.dynastore.embedded.internal.json.Json;
import io.dynastore.embedded.internal.wire.Handler;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import io.dynastore.embedded.internal.wire.Types;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls operations as a client does. Only those that read are called. Thread-safe. */
final class Calls {
    private final Handler database;

    Calls(Handler database) {
        this.database = database;
    }

    /**
     * Calls an operation.
     *
     * @param operation the operation
     * @param request the JSON tree of the request
     * @return the members of the reply
     * @throws Failure if the reply is an error
     */
    Map<String, @Nullable Object> call(String operation, Map<String, ?> request) throws Failure, InterruptedException {
        Reply reply = database.handle(new Request(operation, Json.write(request)));
        Map<String, @Nullable Object> body = Types.structure(Json.read(reply.body()));
        if (reply.status() != 200) {
            boolean missing = String.valueOf(body.get("__type")).endsWith("#ResourceNotFoundException");
            throw new Failure(missing ? 404 : reply.status(), String.valueOf(body.get("message")));
        }
        return body;
    }

    /** Returns the description of a table. */
    Map<String, @Nullable Object> describe(String table) throws Failure, InterruptedException {
        return Types.structure(call("DescribeTable", Map.of("TableName", table)).get("Table"));
    }

    /** Returns a list of structures in a reply, which is empty if the reply has none. */
    static List<Map<String, @Nullable Object>> structures(Map<String, @Nullable Object> of, String member) {
        Object list = of.get(member);
        return list == null
                ? List.of()
                : Types.list(list).stream().map(Types::structure).toList();
    }

    /** Returns a member as text. */
    static String text(Map<String, @Nullable Object> of, String member) {
        return String.valueOf(of.get(member));
    }
}
