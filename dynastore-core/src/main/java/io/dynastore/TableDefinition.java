package io.dynastore;

import io.dynastore.internal.ItemFormat;
import io.dynastore.internal.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Describes a table: its name, its key attributes, its indexes, its capacity and its stream. The whole definition is
 * used to {@linkplain Table#createIfAbsent() create} or {@linkplain Table#validate() validate} a table; for reading and writing
 * entries, the name and the keys suffice. Immutable; each method returns a new definition.
 */
public final class TableDefinition {
    private final String name;
    private final String partitionKey;
    private final String sortKey;
    private final List<Index> indexes;
    private final @Nullable ProvisionedThroughput throughput;
    private final boolean stream;

    private TableDefinition(
            String name,
            String partitionKey,
            String sortKey,
            List<Index> indexes,
            @Nullable ProvisionedThroughput throughput,
            boolean stream) {
        this.name = name;
        this.partitionKey = partitionKey;
        this.sortKey = sortKey;
        this.indexes = List.copyOf(indexes);
        this.throughput = throughput;
        this.stream = stream;
    }

    /**
     * Returns the definition of a table with the Go library's keys {@code id} and {@code name}, without indexes and
     * stream, billed on demand.
     *
     * @param name the table's name; not empty
     * @return the definition
     * @throws IllegalArgumentException if the name is empty or not valid Unicode
     */
    public static TableDefinition of(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("The name of the table is empty.");
        }
        Texts.requireUnicode("name of the table", name);
        return new TableDefinition(name, ItemFormat.PARTITION, ItemFormat.KEY, List.of(), null, false);
    }

    /**
     * Returns this definition with other key attributes, for an existing table. Both must be strings.
     *
     * @param partitionKey the name of the table's partition key, which holds the partition's name
     * @param sortKey the name of the table's sort key, which holds the entry's key
     * @return the new definition
     * @throws IllegalArgumentException if a name is empty or not valid Unicode, is used twice, or is an attribute that dynastore
     *     uses
     */
    public TableDefinition keys(String partitionKey, String sortKey) {
        for (String key : List.of(partitionKey, sortKey)) {
            Texts.requireUnicode("name of a key attribute", key);
            if (key.isEmpty() || ItemFormat.RESERVED.contains(key)) {
                throw new IllegalArgumentException(
                        "A key attribute of table " + Texts.quote(name) + " cannot be called "
                                + Texts.quote(key) + ": it must not be empty or one of "
                                + ItemFormat.RESERVED.stream().sorted().toList() + ". Choose another name.");
            }
        }
        if (partitionKey.equals(sortKey)) {
            throw new IllegalArgumentException("Both key attributes of table " + Texts.quote(name) + " have the name "
                    + Texts.quote(partitionKey) + ". Use different names.");
        }
        return new TableDefinition(name, partitionKey, sortKey, indexes, throughput, stream).checked();
    }

    /**
     * Returns this definition with a further index.
     *
     * @param index the index
     * @return the new definition
     * @throws IllegalArgumentException if an index of that name exists, or an attribute would have two types
     */
    public TableDefinition index(Index index) {
        if (indexes.stream().anyMatch(other -> other.name().equals(index.name()))) {
            throw new IllegalArgumentException(
                    "Table " + Texts.quote(name) + " has two indexes " + Texts.quote(index.name()) + ".");
        }
        List<Index> all = new ArrayList<>(indexes);
        all.add(index);
        return new TableDefinition(name, partitionKey, sortKey, all, throughput, stream).checked();
    }

    /**
     * Returns this definition with provisioned capacity instead of billing on demand. Global indexes have the same capacity.
     *
     * @param readCapacity the read capacity units per second; at least 1
     * @param writeCapacity the write capacity units per second; at least 1
     * @return the new definition
     * @throws IllegalArgumentException if a capacity is below 1
     */
    public TableDefinition provisioned(long readCapacity, long writeCapacity) {
        if (readCapacity < 1 || writeCapacity < 1) {
            throw new IllegalArgumentException("The provisioned capacity of table " + Texts.quote(name)
                    + " must be at least 1, but is " + readCapacity + " for reads and " + writeCapacity
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
                        .build(),
                stream);
    }

    /**
     * Returns this definition with a <a
     * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html">stream</a> of the table's changes,
     * whose records have the item before and after each change ({@code NEW_AND_OLD_IMAGES}). By default the definition has no
     * stream; a stream that the table has nevertheless is not an error.
     *
     * @return the new definition
     */
    public TableDefinition stream() {
        return new TableDefinition(name, partitionKey, sortKey, indexes, throughput, true);
    }

    /**
     * Returns whether a name is reserved, so that no field of an entry can have it: dynastore or the table's key uses it.
     *
     * @param field the name
     * @return true if it is reserved
     */
    public boolean isReserved(String field) {
        return new Layout(name, partitionKey, sortKey).isReserved(field);
    }

    Layout layout() {
        return new Layout(name, partitionKey, sortKey, indexes);
    }

    private TableDefinition checked() {
        attributeTypes();
        return this;
    }

    /** Returns the types of all key attributes of the table and its indexes. */
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
            throw new IllegalArgumentException("Index " + Texts.quote(index.name()) + " of table " + Texts.quote(name)
                    + " declares " + Texts.quote(attribute) + " as " + type + ", but another key declares it as "
                    + other + ". Use one type.");
        }
    }

    /** {@return the table's name} */
    public String name() {
        return name;
    }

    /** {@return the name of the table's partition key, which holds the partition's name} */
    public String partitionKey() {
        return partitionKey;
    }

    /** {@return the name of the table's sort key, which holds the entry's key} */
    public String sortKey() {
        return sortKey;
    }

    /** {@return the indexes, in the order in which they were added; immutable} */
    public List<Index> indexes() {
        return indexes;
    }

    /** {@return the provisioned capacity; null if the table is billed on demand} */
    public @Nullable ProvisionedThroughput throughput() {
        return throughput;
    }

    /** {@return whether the table has a stream of its changes} */
    public boolean hasStream() {
        return stream;
    }

    @Override
    public String toString() {
        return "TableDefinition[" + Texts.escape(name) + "]";
    }
}
