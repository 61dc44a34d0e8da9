package io.dynastore.spring.autoconfigure;

import io.dynastore.TableDefinition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** The tables that the properties define or that a partition names, each of them once. Immutable. */
final class ConfiguredTables {
    private final @Nullable TableDefinition standard;
    private final Map<String, TableDefinition> named = new LinkedHashMap<>();
    private final Map<String, TableDefinition> byName = new LinkedHashMap<>();

    ConfiguredTables(DynaStoreProperties properties) {
        String name = properties.table().name();
        standard = name == null || name.isBlank() ? null : add(properties.table(), "dynastore.table", name);
        properties.tables().forEach((id, table) -> {
            String tableName = table.name();
            named.put(id, add(table, "dynastore.tables." + id, tableName == null ? id : tableName));
        });
        properties.partitions().forEach((id, partition) -> {
            TableDefinition definition = of(id, partition);
            byName.putIfAbsent(definition.name(), definition);
        });
    }

    private TableDefinition add(TableProperties properties, String prefix, String name) {
        TableDefinition definition = properties.definition(prefix, name);
        if (byName.putIfAbsent(name, definition) != null) {
            throw new FailureAnalyzedException(
                    "The DynamoDB table '" + name + "' is configured twice, the second time under '" + prefix + "'.",
                    "Configure it once, and let partitions refer to it by 'dynastore.partitions.<name>.table'.");
        }
        return definition;
    }

    /** Returns the table of a partition. */
    TableDefinition of(String partition, PartitionProperties properties) {
        String table = properties.table();
        if (table != null && !table.isBlank()) {
            TableDefinition definition = named.get(table);
            if (definition == null) {
                definition = byName.get(table);
            }
            if (definition == null && !named.isEmpty()) {
                throw new FailureAnalyzedException(
                        "'dynastore.partitions." + partition + ".table' is '" + table
                                + "', but no table of that name is configured."
                                + Suggestion.question(table, named.keySet()),
                        "Set it to a name under 'dynastore.tables', which has " + List.copyOf(named.keySet())
                                + ". If it is the name of a further table, configure that, too:\n\n"
                                + "    dynastore:\n      tables:\n        " + table + ": {}");
            }
            return definition == null ? TableDefinition.of(table) : definition;
        }
        if (standard == null) {
            throw new FailureAnalyzedException(
                    "The dynastore partition '" + partition + "' has no table.",
                    "Set the name of the DynamoDB table, for all partitions or for this one:\n\n"
                            + "    dynastore:\n      table:\n        name: MyTable\n\n"
                            + "or\n\n"
                            + "    dynastore:\n      partitions:\n        " + partition
                            + ":\n          table: MyTable");
        }
        return standard;
    }

    Collection<TableDefinition> all() {
        return byName.values();
    }
}
