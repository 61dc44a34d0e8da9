package io.dynastore.embedded.internal.throughput;

import io.dynastore.embedded.internal.storage.IndexSchema;
import io.dynastore.embedded.internal.storage.KeyAttribute;
import io.dynastore.embedded.internal.storage.KeyBytes;
import io.dynastore.embedded.internal.storage.KeySchema;
import io.dynastore.embedded.internal.storage.TableSchema;
import io.dynastore.embedded.internal.value.Bytes;
import io.dynastore.embedded.internal.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The capacity units that a request, or one action of it, needs of a table and its global indexes. Local indexes use the units
 * and the partitions of their table. Not thread-safe.
 */
public final class Demand {
    private final TableSchema table;
    private final boolean write;
    private final Map<String, Double> units = new LinkedHashMap<>();
    private final Map<Place, Double> byPlace = new LinkedHashMap<>();

    /** Creates a demand that needs nothing yet. */
    public Demand(TableSchema table, boolean write) {
        this.table = table;
        this.write = write;
    }

    /**
     * A key.
     *
     * @param index the global index, or an empty string for the table
     * @param partition the values of the partition key
     * @param sort the values of the sort key, which are empty if there is none
     */
    record Place(String index, Bytes partition, Bytes sort) {}

    /** Adds units of the table or one of its indexes. */
    public void add(@Nullable IndexSchema index, double more) {
        units.merge(name(index), more, Double::sum);
    }

    /** Adds units of the partition that contains an item with the attributes; there is none if they lack a key. */
    public void addAt(@Nullable IndexSchema index, Map<String, Value> attributes, double more) {
        KeySchema key = index == null || !index.global() ? table.key() : index.key();
        Bytes partition = bytes(key.partition(), attributes);
        Bytes sort = bytes(key.sort(), attributes);
        if (partition != null && sort != null) {
            byPlace.merge(new Place(name(index), partition, sort), more, Double::sum);
        }
    }

    private static String name(@Nullable IndexSchema index) {
        return index == null || !index.global() ? "" : index.name();
    }

    private static @Nullable Bytes bytes(List<KeyAttribute> key, Map<String, Value> attributes) {
        List<Value> values = new ArrayList<>();
        for (KeyAttribute attribute : key) {
            Value value = attributes.get(attribute.name());
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return new Bytes(KeyBytes.of(values));
    }

    TableSchema table() {
        return table;
    }

    boolean write() {
        return write;
    }

    /** {@return the units by global index, with an empty name for the table} */
    Map<String, Double> units() {
        return units;
    }

    /** {@return the units by key} */
    Map<Place, Double> byPlace() {
        return byPlace;
    }

    Excess excess(String index, Limit limit) {
        return new Excess(table, index.isEmpty() ? null : index, write, limit);
    }
}
