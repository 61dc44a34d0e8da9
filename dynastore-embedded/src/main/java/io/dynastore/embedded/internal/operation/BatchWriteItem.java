package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.value.Bytes;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** BatchWriteItem: each item is written on its own. */
final class BatchWriteItem implements Operation {
    private static final int MOST_WRITES = 25;

    private final Context context;

    BatchWriteItem(Context context) {
        this.context = context;
    }

    @Override
    public Map<String, @Nullable Object> execute(Input input) {
        Map<String, List<ItemWrite>> writes = new LinkedHashMap<>();
        input.requiredMap("RequestItems").forEach((table, list) -> writes.put(table, read(table, Types.list(list))));
        if (writes.values().stream().mapToInt(List::size).sum() > MOST_WRITES) {
            throw ApiError.validation("Too many items requested for the BatchWriteItem call");
        }
        Map<String, List<byte[]>> keys = new LinkedHashMap<>();
        writes.forEach((table, ofTable) -> keys.put(table, keys(context.table(table), ofTable)));
        return write(writes, keys, input);
    }

    private static List<ItemWrite> read(String table, List<@Nullable Object> requests) {
        requests.forEach(BatchWriteItem::checkIsOne);
        List<ItemWrite> writes = new ArrayList<>();
        for (Object request : requests) {
            Input either = new Input(Types.structure(request));
            Input put = either.structure("PutRequest");
            Map<String, @Nullable Object> members =
                    new LinkedHashMap<>((put == null ? either.requiredStructure("DeleteRequest") : put).tree());
            members.put("TableName", table);
            writes.add(ItemWrite.read(put == null ? ItemWrite.Kind.DELETE : ItemWrite.Kind.PUT, new Input(members)));
        }
        return writes;
    }

    private static void checkIsOne(@Nullable Object request) {
        Input either = new Input(Types.structure(request));
        if (either.has("PutRequest") == either.has("DeleteRequest")) {
            throw ApiError.validation(
                    "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported"
                            + " datatypes");
        }
    }

    private static List<byte[]> keys(Table table, List<ItemWrite> writes) {
        Set<Bytes> distinct = new HashSet<>();
        List<byte[]> keys = new ArrayList<>();
        for (ItemWrite write : writes) {
            Keys.checkHasKey(table, write.attributes());
            byte[] key = write.key(table);
            if (!distinct.add(new Bytes(key))) {
                throw ApiError.validation("Provided list of item keys contains duplicates");
            }
            keys.add(key);
        }
        return keys;
    }

    private Map<String, @Nullable Object> write(
            Map<String, List<ItemWrite>> writes, Map<String, List<byte[]>> keys, Input input) {
        List<Capacity> capacities = new ArrayList<>();
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
        Unprocessed unprocessed = new Unprocessed();
        writes.forEach((name, ofTable) -> {
            Table table = context.table(name);
            Capacity capacity = Capacity.ofWrites(table);
            List<Object> collections = new ArrayList<>();
            for (int at = 0; at < ofTable.size(); at++) {
                byte[] key = keys.getOrDefault(name, List.of()).get(at);
                try {
                    write(table, ofTable.get(at), key, capacity);
                } catch (ApiError e) {
                    if (!Throttling.isThrottled(e)) {
                        throw e;
                    }
                    unprocessed.add(name, request(input, name, at), e);
                    continue;
                }
                unprocessed.processed();
                if (ItemCollections.isWanted(input) && ItemCollections.hasCollections(table)) {
                    collections.add(
                            ItemCollections.metrics(table, ofTable.get(at).attributes()));
                }
            }
            capacities.add(capacity);
            if (!collections.isEmpty()) {
                metrics.put(name, collections);
            }
        });
        unprocessed.check();
        Map<String, @Nullable Object> reply = Returns.reply();
        reply.put("UnprocessedItems", unprocessed.byTable());
        if (!metrics.isEmpty()) {
            reply.put("ItemCollectionMetrics", metrics);
        }
        Returns.of(input).put(reply, capacities);
        return reply;
    }

    private static @Nullable Object request(Input input, String table, int at) {
        return Types.list(input.requiredMap("RequestItems").get(table)).get(at);
    }

    private void write(Table table, ItemWrite write, byte[] key, Capacity capacity) {
        WriteItem.Done done = WriteItem.execute(context, write, table, key);
        capacity.addWrite(done.before(), done.after());
    }
}
