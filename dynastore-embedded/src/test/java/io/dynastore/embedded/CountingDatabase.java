package io.dynastore.embedded;

import io.dynastore.embedded.internal.json.Json;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import io.dynastore.embedded.internal.wire.Handler;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A database that only counts updates of one counter and creations of items, by which faults can be distinguished. */
final class CountingDatabase implements Handler {
    final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    final Set<String> names = Collections.synchronizedSet(new TreeSet<>());
    private int counter;

    synchronized int counter() {
        return counter;
    }

    @Override
    public synchronized Reply handle(Request request) {
        requests.add(request);
        Map<?, ?> body = (Map<?, ?>) Json.read(request.body());
        try {
            return Reply.of(200, Json.write(execute(request.operation(), body)));
        } catch (ApiError e) {
            return Reply.of(e);
        }
    }

    private Map<String, Object> execute(String operation, Map<?, ?> body) {
        return switch (operation) {
            case "UpdateItem" -> Map.of("Attributes", Map.of("version", Map.of("N", Integer.toString(++counter))));
            case "PutItem" -> {
                if (!names.add(name(body.get("Item")))) {
                    throw new ApiError(ErrorType.CONDITIONAL_CHECK_FAILED, "The conditional request failed");
                }
                yield Map.of();
            }
            case "TransactWriteItems" -> {
                list(body.get("TransactItems")).forEach(action -> names.add(name(at(action, "Put", "Item"))));
                yield Map.of();
            }
            case "BatchWriteItem" -> {
                tables(body)
                        .forEach((table, writes) ->
                                list(writes).forEach(write -> names.add(name(at(write, "PutRequest", "Item")))));
                yield Map.of("UnprocessedItems", Map.of());
            }
            case "BatchGetItem" -> {
                Map<Object, Object> responses = new LinkedHashMap<>();
                tables(body).forEach((table, asked) -> responses.put(table, at(asked, "Keys")));
                yield Map.of("Responses", responses, "UnprocessedKeys", Map.of());
            }
            default -> Map.of();
        };
    }

    private static Map<?, ?> tables(Map<?, ?> body) {
        return (Map<?, ?>) body.get("RequestItems");
    }

    private static List<?> list(Object tree) {
        return (List<?>) tree;
    }

    private static Object at(Object tree, String... path) {
        Object found = tree;
        for (String member : path) {
            found = ((Map<?, ?>) found).get(member);
        }
        return found;
    }

    private static String name(Object item) {
        return (String) at(item, "name", "S");
    }
}
