package io.dynastore;

import io.dynastore.internal.ItemFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Compares a table with its definition, and describes the differences. Pure. */
final class TableComparison {
    private final TableDefinition definition;
    private final TableDescription table;
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, List<KeySchemaElement>> localIndexes = new HashMap<>();
    private final Map<String, List<KeySchemaElement>> globalIndexes = new HashMap<>();
    private final Map<String, Projection> projections = new HashMap<>();
    private final List<String> differences = new ArrayList<>();

    TableComparison(TableDefinition definition, TableDescription table) {
        this.definition = definition;
        this.table = table;
        for (AttributeDefinition attribute : table.attributeDefinitions()) {
            types.put(attribute.attributeName(), attribute.attributeTypeAsString());
        }
        table.localSecondaryIndexes().forEach(index -> {
            localIndexes.put(index.indexName(), index.keySchema());
            projections.put(index.indexName(), index.projection());
        });
        table.globalSecondaryIndexes().forEach(index -> {
            globalIndexes.put(index.indexName(), index.keySchema());
            projections.put(index.indexName(), index.projection());
        });
    }

    List<String> differences() {
        String defined = keys(definition.partitionKey(), "S", definition.sortKey(), "S");
        String found = keys(table.keySchema());
        if (!defined.equals(found)) {
            differences.add("its key is " + found + " instead of " + defined);
        }
        definition.indexes().forEach(this::compare);
        return differences;
    }

    private void compare(Index index) {
        List<KeySchemaElement> keys = (index.isGlobal() ? globalIndexes : localIndexes).get(index.name());
        if (keys == null) {
            boolean other = (index.isGlobal() ? localIndexes : globalIndexes).containsKey(index.name());
            differences.add("its " + index + " is missing"
                    + (other ? "; the index of that name is " + (index.isGlobal() ? "local" : "global") : ""));
            return;
        }
        String partitionKey = index.partitionKey();
        String defined = keys(
                partitionKey == null ? definition.partitionKey() : partitionKey,
                index.partitionKeyType().toString(),
                index.sortKey(),
                index.sortKeyType().toString());
        String found = keys(keys);
        if (!defined.equals(found)) {
            differences.add("its " + index + " is on " + found + " instead of " + defined);
        }
        compareProjection(index, projections.get(index.name()));
    }

    private void compareProjection(Index index, @Nullable Projection projection) {
        if (projection == null || projection.projectionType() == ProjectionType.ALL) {
            return;
        }
        // DynamoDB reads attributes that a local index does not project from the table, but only after it has filtered.
        if (index.isGlobal()) {
            differences.add("its " + index + " projects " + projection.projectionTypeAsString() + " instead of ALL");
        } else if (!projection.nonKeyAttributes().contains(ItemFormat.EXPIRES)) {
            differences.add("its " + index + " does not project '" + ItemFormat.EXPIRES + "'");
        }
    }

    private String keys(List<KeySchemaElement> schema) {
        String partitionKey = "";
        String sortKey = null;
        for (KeySchemaElement element : schema) {
            if (element.keyType() == KeyType.HASH) {
                partitionKey = element.attributeName();
            } else {
                sortKey = element.attributeName();
            }
        }
        return keys(partitionKey, types.get(partitionKey), sortKey, sortKey == null ? null : types.get(sortKey));
    }

    private static String keys(
            String partitionKey, @Nullable String partitionType, @Nullable String sortKey, @Nullable String sortType) {
        String keys = "'" + partitionKey + "' (" + partitionType + ")";
        return sortKey == null ? keys : keys + " and '" + sortKey + "' (" + sortType + ")";
    }
}
