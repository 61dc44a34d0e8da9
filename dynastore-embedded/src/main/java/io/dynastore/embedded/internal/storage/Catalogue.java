package io.dynastore.embedded.internal.storage;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a store. Reading it is thread-safe. Changes must be made by one thread at a time, while no other thread uses a
 * table.
 */
public final class Catalogue {
    private final Store store;
    private final ChangeLogs logs;
    private final MVMap<String, byte[]> schemas;
    private final ConcurrentSkipListMap<String, Table> tables = new ConcurrentSkipListMap<>();

    /** Opens the tables of a store. */
    public Catalogue(Store store, ChangeLogs logs) {
        this.store = store;
        this.logs = logs;
        this.schemas = store.named("tables");
        schemas.forEach((name, schema) -> tables.put(name, open(TableSchema.read(schema))));
    }

    private Table open(TableSchema schema) {
        return Table.open(store, schema, logs.of(schema));
    }

    /** {@return the table with the name; null if there is none} */
    public @Nullable Table find(String name) {
        return tables.get(name);
    }

    /** {@return all tables in the order of their names} */
    public Collection<Table> all() {
        return List.copyOf(tables.values());
    }

    /** {@return the names after the given one in their order, or all names if it is null} */
    public Collection<String> names(@Nullable String after) {
        return after == null ? tables.keySet() : tables.tailMap(after, false).keySet();
    }

    /** Creates a table whose name is not in use. */
    public Table create(TableSchema schema) {
        return store.apply(() -> {
            Table table = open(schema);
            schemas.put(schema.name(), schema.write());
            tables.put(schema.name(), table);
            return table;
        });
    }

    /** Changes the schema of a table, except for its key, and fills its new indexes. */
    public Table change(Table table, UnaryOperator<TableSchema> change) {
        TableSchema changed = change.apply(table.schema());
        return store.apply(() -> {
            Table next = open(changed);
            next.fillWhatIsNewSince(table);
            table.removeWhatIsNotIn(next, store);
            schemas.put(changed.name(), changed.write());
            tables.put(changed.name(), next);
            return next;
        });
    }

    /** Deletes a table. */
    public void remove(Table table) {
        store.apply(() -> {
            schemas.remove(table.schema().name());
            tables.remove(table.schema().name());
            table.removeWhatIsNotIn(null, store);
            logs.end(table.schema());
        });
    }
}
