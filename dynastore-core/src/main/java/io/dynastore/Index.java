package io.dynastore;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * A secondary index of a table: its name and the fields that it is sorted and partitioned by. An entry without these
 * fields is not in the index. Immutable.
 *
 * <p>A <em>local</em> index sorts the entries of each partition by a field. A <em>global</em> index groups the entries of
 * all partitions by one field and sorts them by another; it lags behind the table, so it cannot be read consistently.
 */
public final class Index {
    private final String name;
    private final @Nullable String partitionKey;
    private final @Nullable String sortKey;
    private final ScalarAttributeType partitionKeyType;
    private final ScalarAttributeType sortKeyType;

    private Index(
            String name,
            @Nullable String partitionKey,
            @Nullable String sortKey,
            ScalarAttributeType partitionKeyType,
            ScalarAttributeType sortKeyType) {
        this.name = notEmpty("name", name);
        this.partitionKey = partitionKey == null ? null : notEmpty("partition key", partitionKey);
        this.sortKey = sortKey == null ? null : notEmpty("sort key", sortKey);
        this.partitionKeyType = Objects.requireNonNull(partitionKeyType, "partitionKeyType");
        this.sortKeyType = Objects.requireNonNull(sortKeyType, "sortKeyType");
    }

    private static Index ofStrings(String name, @Nullable String partitionKey, @Nullable String sortKey) {
        return new Index(name, partitionKey, sortKey, ScalarAttributeType.S, ScalarAttributeType.S);
    }

    private static String notEmpty(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("The " + what + " of an index is empty.");
        }
        return text;
    }

    /**
     * A local index, on the table's partition key and a field of strings.
     *
     * @param name the index's name
     * @param sortKey the field that it is sorted by
     * @return the index
     */
    public static Index local(String name, String sortKey) {
        return ofStrings(name, null, Objects.requireNonNull(sortKey, "sortKey"));
    }

    /**
     * A global index on one field of strings, its entries in no particular order.
     *
     * @param name the index's name
     * @param partitionKey the field that groups the entries
     * @return the index
     */
    public static Index global(String name, String partitionKey) {
        return ofStrings(name, Objects.requireNonNull(partitionKey, "partitionKey"), null);
    }

    /**
     * A global index on two fields of strings.
     *
     * @param name the index's name
     * @param partitionKey the field that groups the entries
     * @param sortKey the field that sorts them
     * @return the index
     */
    public static Index global(String name, String partitionKey, String sortKey) {
        return ofStrings(
                name, Objects.requireNonNull(partitionKey, "partitionKey"), Objects.requireNonNull(sortKey, "sortKey"));
    }

    /**
     * This index with a sort key of another type.
     *
     * @param type string, number or binary
     * @return the new index
     */
    public Index withSortKeyType(ScalarAttributeType type) {
        return new Index(name, partitionKey, sortKey, partitionKeyType, type);
    }

    /**
     * This index with a partition key of another type; a local index shares the table's, which is a string.
     *
     * @param type string, number or binary
     * @return the new index
     * @throws IllegalArgumentException if the index is local
     */
    public Index withPartitionKeyType(ScalarAttributeType type) {
        if (!isGlobal()) {
            throw new IllegalArgumentException(
                    "Index '" + name + "' is local: its partition key is the table's, a string.");
        }
        return new Index(name, partitionKey, sortKey, type, sortKeyType);
    }

    /**
     * The index's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Whether the index is a global one.
     *
     * @return true if it is global, false if it is local
     */
    public boolean isGlobal() {
        return partitionKey != null;
    }

    /**
     * The field that groups the entries.
     *
     * @return the field's name; null if the index is local and shares the table's partition key
     */
    public @Nullable String partitionKey() {
        return partitionKey;
    }

    /**
     * The field that sorts the entries.
     *
     * @return the field's name; null if the index is global and has none
     */
    public @Nullable String sortKey() {
        return sortKey;
    }

    /**
     * The type of the partition key.
     *
     * @return string, number or binary
     */
    public ScalarAttributeType partitionKeyType() {
        return partitionKeyType;
    }

    /**
     * The type of the sort key.
     *
     * @return string, number or binary
     */
    public ScalarAttributeType sortKeyType() {
        return sortKeyType;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Index that
                && name.equals(that.name)
                && Objects.equals(partitionKey, that.partitionKey)
                && Objects.equals(sortKey, that.sortKey)
                && partitionKeyType == that.partitionKeyType
                && sortKeyType == that.sortKeyType;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return (isGlobal() ? "global index '" : "local index '") + name + "'";
    }
}
