package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.json.JsonValue;
import io.dynastore.embedded.internal.storage.IndexSchema;
import io.dynastore.embedded.internal.storage.KeyRange;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.throughput.Demand;
import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.value.JsonValues;
import io.dynastore.embedded.internal.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reader of one page of a query or a scan. A page ends at the limit, or with the item that makes it larger than 1 MB. Each
 * request has its own. Not thread-safe.
 */
final class PageReader {
    private static final long LARGEST_PAGE = 1 << 20;

    private final Context context;
    private final Table table;
    private final @Nullable IndexSchema index;
    private final Selection selection;
    private final boolean consistent;
    private final boolean fromTable;
    private final List<JsonValue> items = new ArrayList<>();
    private final Capacity capacity;
    private final @Nullable List<Item> itemsRead;
    private int scanned;
    private int count;
    private long bytes;
    private @Nullable Item last;
    private boolean complete = true;

    PageReader(Context context, Table table, @Nullable IndexSchema index, Selection selection, boolean consistent) {
        this.context = context;
        this.table = table;
        this.index = index;
        this.selection = selection;
        this.consistent = consistent;
        this.fromTable = selection.needsTable(table, index);
        this.itemsRead = context.throttling() == null ? null : new ArrayList<>();
        this.capacity = Capacity.ofReads(table, consistent);
    }

    /** Reads the items of a range. */
    void read(KeyRange range, boolean forward, long limit) {
        context.store().read(() -> {
            table.visit(index, consistent, range, forward, (key, item) -> {
                if (bytes >= LARGEST_PAGE) {
                    complete = false;
                    return false;
                }
                context.visited().increment();
                add(item);
                // DynamoDB does not check whether another item follows when the limit is reached.
                complete = scanned < limit;
                return complete;
            });
            return true;
        });
        String name = index == null ? null : index.name();
        if (selection.key() == null) {
            capacity.addScan(name, bytes);
        } else {
            capacity.addQuery(name, bytes);
        }
        Throttling throttling = context.throttling();
        if (throttling != null && itemsRead != null) {
            throttle(throttling, itemsRead);
        }
    }

    private void throttle(Throttling throttling, List<Item> itemsRead) {
        Demand demand = capacity.demand();
        itemsRead.forEach(item -> demand.addAt(index, item.attributes(), capacity.unitsOf(item.size())));
        throttling.take(demand);
    }

    private void add(Item item) {
        scanned++;
        last = item;
        bytes += item.size();
        if (itemsRead != null) {
            itemsRead.add(item);
        }
        Item whole = fromTable ? completed(item) : item;
        if (selection.filter() != null && !selection.filter().matches(whole.attributes())) {
            return;
        }
        count++;
        if (!selection.countsOnly()) {
            items.add(JsonValues.of(GetItem.projected(selection.projection(), whole)));
        }
    }

    private Item completed(Item projected) {
        Item item = table.get(Objects.requireNonNull(table.key(projected.attributes())), consistent);
        capacity.addRead(item);
        // While a write is in progress, the index may be older than the table.
        return item == null ? projected : item;
    }

    Map<String, @Nullable Object> reply(Returns returned) {
        Map<String, @Nullable Object> reply = Returns.reply();
        if (!selection.countsOnly()) {
            reply.put("Items", items);
        }
        reply.put("Count", count);
        reply.put("ScannedCount", scanned);
        if (!complete && last != null) {
            reply.put("LastEvaluatedKey", JsonValues.of(lastKey(last)));
        }
        returned.put(reply, capacity);
        return reply;
    }

    private Map<String, Value> lastKey(Item item) {
        Map<String, Value> key =
                new LinkedHashMap<>(Keys.part(table.schema().key().attributes(), item.attributes()));
        if (index != null) {
            key.putAll(Keys.part(index.key().attributes(), item.attributes()));
        }
        return key;
    }
}
