package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Bytes;
import io.dynastore.embedded.internal.value.Item;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A table, or one of its indexes, without the changes of some items. Each read has its own. Not thread-safe. */
final class OlderState {
    private final Table table;
    private final NavigableMap<Bytes, History.Before> before;

    /**
     * Creates a state.
     *
     * @param table the table
     * @param before the items before the changes, by their keys
     */
    OlderState(Table table, NavigableMap<Bytes, History.Before> before) {
        this.table = table;
        this.before = before;
    }

    /**
     * Visits items as {@link Table#visit} does.
     *
     * @param current visits the current entries
     */
    void visit(
            @Nullable IndexSchema index,
            KeyRange range,
            boolean forward,
            BiPredicate<byte[], Item> visitor,
            Consumer<BiPredicate<byte[], Item>> current) {
        NavigableMap<Bytes, Item> entries = entries(index, range);
        Merge merge = new Merge(forward ? entries : entries.descendingMap(), forward, visitor);
        current.accept(merge::visit);
        merge.finish();
    }

    private NavigableMap<Bytes, Item> entries(@Nullable IndexSchema index, KeyRange range) {
        NavigableMap<Bytes, Item> entries = new TreeMap<>();
        before.forEach((key, old) -> {
            Item item = old.item();
            if (item == null) {
                return;
            }
            byte[] place = index == null ? key.array() : table.key(index, item.attributes());
            if (place != null && range.contains(place)) {
                entries.put(new Bytes(place), index == null ? item : index.project(item));
            }
        });
        return entries;
    }

    /** The visit of the old entries and, between them, of the current ones whose items have not changed. */
    private final class Merge {
        private final Iterator<Map.Entry<Bytes, Item>> old;
        private final boolean forward;
        private final BiPredicate<byte[], Item> visitor;
        private Map.@Nullable Entry<Bytes, Item> next;
        private boolean goesOn = true;

        private Merge(NavigableMap<Bytes, Item> entries, boolean forward, BiPredicate<byte[], Item> visitor) {
            this.old = entries.entrySet().iterator();
            this.forward = forward;
            this.visitor = visitor;
            this.next = advance();
        }

        private Map.@Nullable Entry<Bytes, Item> advance() {
            return old.hasNext() ? old.next() : null;
        }

        private boolean visit(byte[] key, Item item) {
            visitOldUpTo(new Bytes(key));
            byte[] ofTable = table.key(item.attributes());
            if (goesOn && (ofTable == null || !before.containsKey(new Bytes(ofTable)))) {
                goesOn = visitor.test(key, item);
            }
            return goesOn;
        }

        private void finish() {
            visitOldUpTo(null);
        }

        private void visitOldUpTo(@Nullable Bytes end) {
            while (goesOn && next != null && (end == null || isBefore(next.getKey(), end))) {
                goesOn = visitor.test(next.getKey().array(), next.getValue());
                next = advance();
            }
        }

        private boolean isBefore(Bytes key, Bytes end) {
            int order = key.compareTo(end);
            return forward ? order <= 0 : order >= 0;
        }
    }
}
