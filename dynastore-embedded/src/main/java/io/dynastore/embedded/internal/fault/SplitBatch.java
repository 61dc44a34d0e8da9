package io.dynastore.embedded.internal.fault;

import io.dynastore.embedded.internal.json.Json;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A batch request in two parts: the items that are executed, and those that are returned as unprocessed. */
public final class SplitBatch {
    private static final String BATCH_GET = "BatchGetItem";

    private final Request part;
    private final Map<String, Object> unprocessed;

    private SplitBatch(Request part, Map<String, Object> unprocessed) {
        this.part = part;
        this.unprocessed = unprocessed;
    }

    /**
     * Splits a batch; at least one item is in each part.
     *
     * @param request a request of BatchGetItem or BatchWriteItem
     * @param random the generator that decides which items are executed
     * @return the parts; empty if the batch has fewer than two items and so cannot be split
     */
    public static Optional<SplitBatch> of(Request request, Random random) {
        Map<?, ?> body = RequestBody.of(request).members();
        Map<?, ?> tables = RequestBody.map(body.get("RequestItems"));
        boolean get = request.operation().equals(BATCH_GET);
        int items = tables.values().stream()
                .mapToInt(table -> items(get, table).size())
                .sum();
        if (items < 2) {
            return Optional.empty();
        }
        Set<Integer> executed = choose(items, random);
        Map<String, Object> sent = copy(body);
        sent.put("RequestItems", part(get, tables, executed, true));
        return Optional.of(
                new SplitBatch(new Request(request.operation(), Json.write(sent)), part(get, tables, executed, false)));
    }

    private static Set<Integer> choose(int items, Random random) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < items; number++) {
            numbers.add(number);
        }
        synchronized (random) {
            Collections.shuffle(numbers, random);
            return Set.copyOf(numbers.subList(0, 1 + random.nextInt(items - 1)));
        }
    }

    private static List<?> items(boolean get, @Nullable Object table) {
        Object items = get && table instanceof Map<?, ?> keys ? keys.get("Keys") : table;
        return items instanceof List<?> list ? list : List.of();
    }

    private static Map<String, Object> part(
            boolean get, Map<?, ?> tables, Set<Integer> executed, boolean ofTheExecuted) {
        Map<String, Object> part = new LinkedHashMap<>();
        int number = 0;
        for (Map.Entry<?, ?> table : tables.entrySet()) {
            List<Object> chosen = new ArrayList<>();
            for (Object item : items(get, table.getValue())) {
                if (executed.contains(number++) == ofTheExecuted) {
                    chosen.add(item);
                }
            }
            if (!chosen.isEmpty()) {
                part.put((String) table.getKey(), get ? withKeys(table.getValue(), chosen) : chosen);
            }
        }
        return part;
    }

    private static Map<String, Object> withKeys(@Nullable Object table, List<Object> keys) {
        Map<String, Object> copy = copy((Map<?, ?>) table);
        copy.put("Keys", keys);
        return copy;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> copy(@Nullable Map<?, ?> tree) {
        return new LinkedHashMap<>((Map<String, Object>) tree);
    }

    /** {@return the request for the items that are executed} */
    public Request request() {
        return part;
    }

    /** Returns the reply to {@link #request()} with the other items added as unprocessed, unless it is an error. */
    public Reply addTo(Reply reply) {
        if (reply.status() != 200 || !(Json.read(reply.body()) instanceof Map<?, ?> tree)) {
            return reply;
        }
        boolean get = part.operation().equals(BATCH_GET);
        String member = get ? "UnprocessedKeys" : "UnprocessedItems";
        Map<String, Object> body = copy(tree);
        Map<String, Object> all = copy(RequestBody.map(body.get(member)));
        unprocessed.forEach((table, items) -> all.merge(table, items, (some, more) -> join(get, some, more)));
        body.put(member, all);
        return Reply.of(200, Json.write(body));
    }

    /** Merges the items with those that the database itself left unprocessed. */
    private static Object join(boolean get, Object some, Object more) {
        List<Object> joined = new ArrayList<>(items(get, some));
        joined.addAll(items(get, more));
        return get ? withKeys(more, joined) : joined;
    }
}
