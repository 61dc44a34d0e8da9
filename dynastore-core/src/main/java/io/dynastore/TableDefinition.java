package io.dynastore;

import io.dynastore.internal.ItemFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * What a table is like: its name, what its key attributes are called, its indexes, and how its capacity is paid for. Needed
 * in full to {@linkplain Table#createIfAbsent() create} or {@linkplain Table#validate() validate} a table; to read and write
 * entries, name and keys are enough. Immutable; each method returns a new definition.
 */
public final class TableDefinition {
    private final String name;
    private final String partitionKey;
    private final String sortKey;
    private final List<Index> indexes;
    private final @Nullable ProvisionedThroughput throughput;

    private TableDefinition(
            String name,
            String partitionKey,
            String sortKey,
            List<Index> indexes,
            @Nullable ProvisionedThroughput throughput) {
        this.name = name;
        this.partitionKey = partitionKey;
        this.sortKey = sortKey;
        this.indexes = List.copyOf(indexes);
        this.throughput = throughput;
    }

    /**
     * A table with the keys {@code id} and {@code name}, as the Go library has them, without indexes, paid on demand.
     *
     * @param name the table's name; not empty
     * @return the definition
     * @throws IllegalArgumentException if the name is empty
     */
    public static TableDefinition of(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("The name of the table is empty.");
        }
        return new TableDefinition(name, ItemFormat.PARTITION, ItemFormat.KEY, List.of(), null);
    }

    /**
     * With other names for the key attributes, to use a table that exists. Both must be strings.
     *
     * @param partitionKey the attribute of the partition's name, the table's hash key
     * @param sortKey the attribute of the entry's key, the table's range key
     * @return the new definition
     * @throws IllegalArgumentException if a name is empty, used twice, or an attribute that dynastore uses otherwise
     */
    public TableDefinition keys(String partitionKey, String sortKey) {
        for (String key : List.of(partitionKey, sortKey)) {
            if (key.isEmpty() || ItemFormat.RESERVED.contains(key)) {
                throw new IllegalArgumentException("A key attribute of table '" + name + "' cannot be called '" + key
                        + "': it must not be empty or one of "
                        + ItemFormat.RESERVED.stream().sorted().toList() + ".");
            }
        }
        if (partitionKey.equals(sortKey)) {
            throw new IllegalArgumentException(
                    "Both key attributes of table '" + name + "' are called '" + partitionKey + "'.");
        }
        return new TableDefinition(name, partitionKey, sortKey, indexes, throughput).checked();
    }

    /**
     * With one more index.
     *
     * @param index the index
     * @return the new definition
     * @throws IllegalArgumentException if there is an index of that name, or one that gives an attribute another type
     */
    public TableDefinition index(Index index) {
        if (indexes.stream().anyMatch(other -> other.name().equals(index.name()))) {
            throw new IllegalArgumentException("Table '" + name + "' has two indexes '" + index.name() + "'.");
        }
        List<Index> all = new ArrayList<>(indexes);
        all.add(index);
        return new TableDefinition(name, partitionKey, sortKey, all, throughput).checked();
    }

    /**
     * Paid by provisioned capacity instead of on demand. Global indexes are given the same.
     *
     * @param readCapacity read capacity units a second; at least 1
     * @param writeCapacity write capacity units a second; at least 1
     * @return the new definition
     * @throws IllegalArgumentException if a capacity is below 1
     */
    public TableDefinition provisioned(long readCapacity, long writeCapacity) {
        if (readCapacity < 1 || writeCapacity < 1) {
            throw new IllegalArgumentException("The provisioned capacity of table '" + name
                    + "' must be at least 1, but is " + readCapacity + " for reads and " + writeCapacity
                    + " for writes.");
        }
        return new TableDefinition(
                name,
                partitionKey,
                sortKey,
                indexes,
                ProvisionedThroughput.builder()
                        .readCapacityUnits(readCapacity)
                        .writeCapacityUnits(writeCapacity)
                        .build());
    }

    /**
     * Whether no field of an entry may have a name, because dynastore or the table's key uses it.
     *
     * @param field the name
     * @return true if it is taken
     */
    public boolean isReserved(String field) {
        return layout().isReserved(field);
    }

    Layout layout() {
        return new Layout(name, partitionKey, sortKey);
    }

    private TableDefinition checked() {
        attributeTypes();
        return this;
    }

    /** The types of all attributes that the table or an index has as a key. */
    Map<String, ScalarAttributeType> attributeTypes() {
        Map<String, ScalarAttributeType> types = new LinkedHashMap<>();
        types.put(partitionKey, ScalarAttributeType.S);
        types.put(sortKey, ScalarAttributeType.S);
        for (Index index : indexes) {
            addType(types, index, index.partitionKey(), index.partitionKeyType());
            addType(types, index, index.sortKey(), index.sortKeyType());
        }
        return types;
    }

    private void addType(
            Map<String, ScalarAttributeType> types, Index index, @Nullable String attribute, ScalarAttributeType type) {
        if (attribute == null) {
            return;
        }
        ScalarAttributeType other = types.putIfAbsent(attribute, type);
        if (other != null && other != type) {
            throw new IllegalArgumentException("Index '" + index.name() + "' of table '" + name + "' has '" + attribute
                    + "' as " + type + ", but elsewhere it is " + other + ".");
        }
    }

    /**
     * The table's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The attribute of the partition's name.
     *
     * @return the name of the table's hash key
     */
    public String partitionKey() {
        return partitionKey;
    }

    /**
     * The attribute of the entry's key.
     *
     * @return the name of the table's range key
     */
    public String sortKey() {
        return sortKey;
    }

    /**
     * The indexes.
     *
     * @return the indexes in the order in which they were given; immutable
     */
    public List<Index> indexes() {
        return indexes;
    }

    /**
     * The provisioned capacity.
     *
     * @return the capacity; null if the table is paid on demand
     */
    public @Nullable ProvisionedThroughput throughput() {
        return throughput;
    }

    @Override
    public String toString() {
        return "TableDefinition[" + name + "]";
    }
}
