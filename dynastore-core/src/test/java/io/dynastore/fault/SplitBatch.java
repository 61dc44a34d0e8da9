package io.dynastore.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A batch request in two parts: what is sent, and what comes back as unprocessed. */
final class SplitBatch {
    private static final JsonMapper JSON = new JsonMapper();

    private final boolean get;
    private final ObjectNode sent;
    private final ObjectNode unprocessed;

    private SplitBatch(boolean get, ObjectNode sent, ObjectNode unprocessed) {
        this.get = get;
        this.sent = sent;
        this.unprocessed = unprocessed;
    }

    /** Null if the batch has one item and thus cannot be split. */
    static @Nullable SplitBatch of(String operation, JsonNode request, Random random) {
        boolean get = operation.equals("BatchGetItem");
        JsonNode tables = request.path("RequestItems");
        List<Integer> numbers = new ArrayList<>();
        tables.forEach(table -> items(get, table).forEach(item -> numbers.add(numbers.size())));
        if (numbers.size() < 2) {
            return null;
        }
        int kept;
        synchronized (random) {
            Collections.shuffle(numbers, random);
            kept = 1 + random.nextInt(numbers.size() - 1);
        }
        ObjectNode sent = ((ObjectNode) request).deepCopy();
        sent.set("RequestItems", part(get, tables, numbers.subList(0, kept)));
        return new SplitBatch(get, sent, part(get, tables, numbers.subList(kept, numbers.size())));
    }

    private static JsonNode items(boolean get, JsonNode table) {
        return get ? table.path("Keys") : table;
    }

    private static ObjectNode part(boolean get, JsonNode tables, List<Integer> numbers) {
        ObjectNode part = JSON.createObjectNode();
        int number = 0;
        for (var table : tables.properties()) {
            ArrayNode chosen = JSON.createArrayNode();
            for (JsonNode item : items(get, table.getValue())) {
                if (numbers.contains(number++)) {
                    chosen.add(item);
                }
            }
            if (!chosen.isEmpty()) {
                JsonNode rest = get ? ((ObjectNode) table.getValue()).deepCopy().set("Keys", chosen) : chosen;
                part.set(table.getKey(), rest);
            }
        }
        return part;
    }

    byte[] request() {
        return JSON.writeValueAsBytes(sent);
    }

    Reply addTo(Reply reply) {
        if (!reply.response().isSuccessful()) {
            return reply;
        }
        ObjectNode body = (ObjectNode) JSON.readTree(reply.body());
        return reply.withBody(
                JSON.writeValueAsBytes(body.set(get ? "UnprocessedKeys" : "UnprocessedItems", unprocessed)));
    }
}
