package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.IndexSchema;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.throughput.Demand;
import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.value.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The capacity units that a request consumes of one table and its indexes: "DynamoDB throughput capacity" of the developer
 * guide. Not thread-safe.
 */
final class Capacity {
    private static final double WRITE_UNIT = 1024;
    private static final double READ_UNIT = 4096;

    private final Table table;
    private final double factor;
    private final boolean transactional;
    private double ofTable;
    private final Map<String, Double> ofIndexes = new LinkedHashMap<>();
    private double reads;
    private double writes;

    private Capacity(Table table, double factor, boolean transactional) {
        this.table = table;
        this.factor = factor;
        this.transactional = transactional;
    }

    static Capacity ofWrites(Table table) {
        return new Capacity(table, 1, false);
    }

    static Capacity ofReads(Table table, boolean consistent) {
        return new Capacity(table, consistent ? 1 : 0.5, false);
    }

    /** Returns the capacity of a transaction, which prepares and commits each item and so costs twice as much. */
    static Capacity ofTransaction(Table table) {
        return new Capacity(table, 2, true);
    }

    /** Counts the write of an item, even if it was refused or changed nothing. */
    Capacity addWrite(@Nullable Item before, @Nullable Item after) {
        add(null, factor * Math.max(units(before, WRITE_UNIT), units(after, WRITE_UNIT)), true);
        for (IndexSchema index : table.schema().indexes()) {
            double units = indexUnits(index, before, after);
            if (units > 0) {
                add(index.name(), factor * units, true);
            }
        }
        return this;
    }

    private double indexUnits(IndexSchema index, @Nullable Item before, @Nullable Item after) {
        byte[] oldKey = before == null ? null : table.key(index, before.attributes());
        byte[] newKey = after == null ? null : table.key(index, after.attributes());
        Item old = oldKey == null || before == null ? null : index.project(before);
        Item now = newKey == null || after == null ? null : index.project(after);
        if (old == null || now == null) {
            return (old == null ? 0 : units(old, WRITE_UNIT)) + (now == null ? 0 : units(now, WRITE_UNIT));
        }
        if (!Arrays.equals(oldKey, newKey)) {
            return units(old, WRITE_UNIT) + units(now, WRITE_UNIT);
        }
        return old.equals(now) ? 0 : Math.max(units(old, WRITE_UNIT), units(now, WRITE_UNIT));
    }

    /** Counts the read of an item, even if there is none. */
    Capacity addRead(@Nullable Item item) {
        add(null, factor * units(item, READ_UNIT), false);
        return this;
    }

    /** Counts a query's read of a number of consecutive bytes of the table or an index, which costs something even if empty. */
    Capacity addQuery(@Nullable String index, long bytes) {
        add(index, factor * Math.max(1, Math.ceil(bytes / READ_UNIT)), false);
        return this;
    }

    /** Counts a scan's read of a number of consecutive bytes of the table or an index, which costs nothing if empty. */
    Capacity addScan(@Nullable String index, long bytes) {
        add(index, factor * Math.ceil(bytes / READ_UNIT), false);
        return this;
    }

    private void add(@Nullable String index, double units, boolean write) {
        if (index == null) {
            ofTable += units;
        } else {
            ofIndexes.merge(index, units, Double::sum);
        }
        if (write) {
            writes += units;
        } else {
            reads += units;
        }
    }

    /** Returns the demand for this capacity, without the keys. */
    Demand demand() {
        Demand demand = new Demand(table.schema(), writes > 0);
        if (ofTable > 0) {
            demand.add(null, ofTable);
        }
        for (IndexSchema index : table.schema().indexes()) {
            Double units = ofIndexes.get(index.name());
            if (units != null) {
                demand.add(index, units);
            }
        }
        return demand;
    }

    /** Returns the demand for this capacity of a single item, which has or would have the attributes. */
    Demand demand(Map<String, Value> attributes) {
        Demand demand = demand();
        demand.addAt(null, attributes, ofTable);
        for (IndexSchema index : table.schema().indexes()) {
            Double units = ofIndexes.get(index.name());
            if (units != null) {
                demand.addAt(index, attributes, units);
            }
        }
        return demand;
    }

    /** Returns the units of a part of a page, whose bytes are rounded up only once. */
    double unitsOf(long bytes) {
        return factor * bytes / READ_UNIT;
    }

    private static double units(@Nullable Item item, double unit) {
        return item == null ? 1 : Math.max(1, Math.ceil(item.size() / unit));
    }

    /** Returns {@code ConsumedCapacity}, with or without the capacity of each index. */
    Map<String, @Nullable Object> toTree(boolean withIndexes) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("TableName", table.schema().name());
        tree.putAll(units(reads + writes));
        if (withIndexes) {
            tree.put("Table", units(ofTable));
            putIndexes(tree, "LocalSecondaryIndexes", false);
            putIndexes(tree, "GlobalSecondaryIndexes", true);
        }
        return tree;
    }

    private Map<String, @Nullable Object> units(double units) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("CapacityUnits", units);
        if (transactional) {
            tree.put(writes > 0 ? "WriteCapacityUnits" : "ReadCapacityUnits", units);
        }
        return tree;
    }

    private void putIndexes(Map<String, @Nullable Object> tree, String member, boolean global) {
        Map<String, @Nullable Object> units = new LinkedHashMap<>();
        for (IndexSchema index : table.schema().indexes()) {
            Double consumed = ofIndexes.get(index.name());
            if (index.global() == global && consumed != null) {
                units.put(index.name(), units(consumed));
            }
        }
        if (!units.isEmpty()) {
            tree.put(member, units);
        }
    }
}
