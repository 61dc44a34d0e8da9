package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A table's items and the content of its indexes. Thread-safe, except for concurrent changes of one item: the caller must hold
 * the item's lock.
 */
public final class Table {
    private final TableSchema schema;
    private final MVMap<byte[], Item> items;
    private final Map<String, MVMap<byte[], Item>> indexes = new LinkedHashMap<>();
    private final @Nullable Expiries expiries;
    private final @Nullable History history;
    private final @Nullable ChangeLog log;

    private Table(Store store, TableSchema schema, @Nullable ChangeLog log) {
        this.schema = schema;
        this.history = store.history();
        this.log = log;
        this.items = store.items(mapName(schema, ""));
        schema.indexes().forEach(index -> indexes.put(index.name(), store.items(mapName(schema, index.name()))));
        String timeToLive = schema.timeToLive();
        this.expiries =
                timeToLive == null ? null : new Expiries(store.bytes(mapName(schema, " " + timeToLive)), timeToLive);
    }

    static Table open(Store store, TableSchema schema, @Nullable ChangeLog log) {
        return new Table(store, schema, log);
    }

    private static String mapName(TableSchema schema, String part) {
        return "items/" + schema.id() + "/" + part;
    }

    /** {@return the schema} */
    public TableSchema schema() {
        return schema;
    }

    /** {@return the item's key; null if an attribute of the key is missing or has another type} */
    public byte @Nullable [] key(Map<String, Value> attributes) {
        return schema.key().bytes(attributes);
    }

    /** {@return the key of an item in an index; null if the index does not contain the item} */
    public byte @Nullable [] key(IndexSchema index, Map<String, Value> attributes) {
        byte[] own = index.key().bytes(attributes);
        byte[] ofTable = key(attributes);
        return own == null || ofTable == null ? null : KeyBytes.join(own, ofTable);
    }

    /** {@return the item with the key; null if there is none} */
    public @Nullable Item get(byte[] key) {
        return items.get(key);
    }

    /**
     * Returns an item as a read sees it.
     *
     * @param key its key
     * @param consistent whether the read sees every change that was made before
     */
    public @Nullable Item get(byte[] key, boolean consistent) {
        Item current = get(key);
        // The history is read last, so that it contains every change after the current state.
        History.Before before = consistent || history == null ? null : history.before(schema, key);
        return before == null ? current : before.item();
    }

    /** {@return the number of items} */
    public long count() {
        return items.sizeAsLong();
    }

    /** {@return the number of items in an index} */
    public long count(String index) {
        return map(index).sizeAsLong();
    }

    /**
     * Visits items in the order of their keys.
     *
     * @param index the index, or null for the table
     * @param range the keys
     * @param forward whether to visit them in ascending order
     * @param visitor receives a key and its item, and returns whether to continue
     */
    public void visit(@Nullable String index, KeyRange range, boolean forward, BiPredicate<byte[], Item> visitor) {
        walk(cursor(index, range, forward), range, forward, visitor);
    }

    private Cursor<byte[], Item> cursor(@Nullable String index, KeyRange range, boolean forward) {
        MVMap<byte[], Item> map = index == null ? items : map(index);
        return map.cursor(forward ? range.from() : range.to(), null, !forward);
    }

    private static void walk(
            Cursor<byte[], Item> cursor, KeyRange range, boolean forward, BiPredicate<byte[], Item> visitor) {
        while (cursor.hasNext()) {
            byte[] key = cursor.next();
            if (!range.contains(key)) {
                // A descending cursor begins with the end of the range if that is a key.
                if (!forward && Arrays.equals(key, range.to())) {
                    continue;
                }
                return;
            }
            if (!visitor.test(key, cursor.getValue())) {
                return;
            }
        }
    }

    /**
     * Visits items as a read sees them, in the order of their keys.
     *
     * @param index the index, or null for the table
     * @param consistent whether the read sees every change that was made before
     * @param range the keys
     * @param forward whether to visit them in ascending order
     * @param visitor receives a key and its item, and returns whether to continue
     */
    public void visit(
            @Nullable IndexSchema index,
            boolean consistent,
            KeyRange range,
            boolean forward,
            BiPredicate<byte[], Item> visitor) {
        Cursor<byte[], Item> current = cursor(index == null ? null : index.name(), range, forward);
        if (consistent || history == null) {
            walk(current, range, forward, visitor);
        } else {
            // The history is read after the cursor has its snapshot, so that it contains every later change.
            new OlderState(this, history.before(schema))
                    .visit(index, range, forward, visitor, each -> walk(current, range, forward, each));
        }
    }

    private MVMap<byte[], Item> map(String index) {
        MVMap<byte[], Item> map = indexes.get(index);
        if (map == null) {
            throw new IllegalArgumentException("No index " + index);
        }
        return map;
    }

    /**
     * Writes or deletes an item, also in the indexes, and logs the change.
     *
     * @param key the item's key
     * @param before the item before the write; null if there is none
     * @param after the item after the write; null to delete it
     */
    public void write(byte[] key, @Nullable Item before, @Nullable Item after) {
        write(key, before, after, false);
    }

    /** Deletes an item that has expired. */
    public void expire(byte[] key, Item item) {
        write(key, item, null, true);
    }

    private void write(byte[] key, @Nullable Item before, @Nullable Item after, boolean expired) {
        if (history != null) {
            history.record(schema, key, before);
        }
        if (after == null) {
            items.remove(key);
        } else {
            items.put(key, after);
        }
        schema.indexes().forEach(index -> writeIndex(index, before, after));
        if (expiries != null) {
            expiries.write(key, before, after);
        }
        if (log != null) {
            log.append(key, before, after, expired);
        }
    }

    private void writeIndex(IndexSchema index, @Nullable Item before, @Nullable Item after) {
        byte[] old = before == null ? null : key(index, before.attributes());
        byte[] now = after == null ? null : key(index, after.attributes());
        MVMap<byte[], Item> map = map(index.name());
        if (old != null && !Arrays.equals(old, now)) {
            map.remove(old);
        }
        if (now != null && after != null) {
            map.put(now, index.project(after));
        }
    }

    /** {@return the keys of items that have expired at the second, limited to a batch} */
    public List<byte[]> expired(long epochSecond) {
        return expiries == null ? List.of() : expiries.until(epochSecond);
    }

    /** {@return whether an item has expired at the second} */
    public boolean hasExpired(Item item, long epochSecond) {
        return expiries != null && expiries.hasExpired(item, epochSecond);
    }

    /** Fills the indexes and expiries that the previous version of the table did not have. */
    void fillWhatIsNewSince(Table previous) {
        List<IndexSchema> added = schema.indexes().stream()
                .filter(index -> previous.schema.index(index.name()).isEmpty())
                .toList();
        Expiries filled = expiries != null && previous.expiries == null ? expiries : null;
        if (added.isEmpty() && filled == null) {
            return;
        }
        visit(null, KeyRange.ALL, true, (key, item) -> {
            added.forEach(index -> writeIndex(index, null, item));
            if (filled != null) {
                filled.write(key, null, item);
            }
            return true;
        });
    }

    /** Removes the maps that the other version of the table does not use, or all maps if it is null. */
    void removeWhatIsNotIn(@Nullable Table other, Store store) {
        List<MVMap<?, ?>> unused = new ArrayList<>();
        indexes.forEach((name, map) -> {
            if (other == null || other.schema.index(name).isEmpty()) {
                unused.add(map);
            }
        });
        if (expiries != null && (other == null || other.expiries == null)) {
            unused.add(expiries.map());
        }
        if (other == null) {
            unused.add(items);
        }
        unused.forEach(store::remove);
    }
}
