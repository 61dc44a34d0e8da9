package io.dynastore;

import io.dynastore.internal.Texts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * A secondary index of a table: its name and the fields that are its keys. An entry without these fields is not in the index.
 * Immutable.
 *
 * <p>A <em>local</em> index sorts the entries of each partition by a field. A <em>global</em> index groups the entries of all
 * partitions by one field and sorts them by another; it lags behind the table, so it cannot be read consistently.
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
        this.name = checked("name", name);
        this.partitionKey = partitionKey == null ? null : checked("partition key", partitionKey);
        this.sortKey = sortKey == null ? null : checked("sort key", sortKey);
        this.partitionKeyType = Objects.requireNonNull(partitionKeyType, "partitionKeyType");
        this.sortKeyType = Objects.requireNonNull(sortKeyType, "sortKeyType");
    }

    private static Index ofStrings(String name, @Nullable String partitionKey, @Nullable String sortKey) {
        return new Index(name, partitionKey, sortKey, ScalarAttributeType.S, ScalarAttributeType.S);
    }

    private static String checked(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("The " + what + " of an index is empty.");
        }
        return Texts.requireUnicode(what + " of an index", text);
    }

    /**
     * Returns a local index on the table's partition key and a field of strings.
     *
     * @param name the index's name
     * @param sortKey the field that sorts the entries
     * @return the index
     */
    public static Index local(String name, String sortKey) {
        return ofStrings(name, null, Objects.requireNonNull(sortKey, "sortKey"));
    }

    /**
     * Returns a global index on one field of strings. Its entries have no particular order.
     *
     * @param name the index's name
     * @param partitionKey the field that groups the entries
     * @return the index
     */
    public static Index global(String name, String partitionKey) {
        return ofStrings(name, Objects.requireNonNull(partitionKey, "partitionKey"), null);
    }

    /**
     * Returns a global index on two fields of strings.
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
     * Returns this index with a sort key of another type.
     *
     * @param type string, number or binary
     * @return the new index
     */
    public Index withSortKeyType(ScalarAttributeType type) {
        return new Index(name, partitionKey, sortKey, partitionKeyType, type);
    }

    /**
     * Returns this index with a partition key of another type. A local index has the table's partition key, a string.
     *
     * @param type string, number or binary
     * @return the new index
     * @throws IllegalArgumentException if the index is local
     */
    public Index withPartitionKeyType(ScalarAttributeType type) {
        if (!isGlobal()) {
            throw new IllegalArgumentException(
                    "Index " + Texts.quote(name) + " is local: its partition key is the table's, a string.");
        }
        return new Index(name, partitionKey, sortKey, type, sortKeyType);
    }

    /** {@return the index's name} */
    public String name() {
        return name;
    }

    /** {@return whether the index is global; otherwise, it is local} */
    public boolean isGlobal() {
        return partitionKey != null;
    }

    /** {@return the name of the field that groups the entries; null for a local index, which has the table's partition key} */
    public @Nullable String partitionKey() {
        return partitionKey;
    }

    /** {@return the name of the field that sorts the entries; null for a global index without a sort key} */
    public @Nullable String sortKey() {
        return sortKey;
    }

    /** {@return the type of the partition key: string, number or binary} */
    public ScalarAttributeType partitionKeyType() {
        return partitionKeyType;
    }

    /** {@return the type of the sort key: string, number or binary} */
    public ScalarAttributeType sortKeyType() {
        return sortKeyType;
    }

    /** Returns the keys with their types, for a message. */
    String describeKeys() {
        String group = partitionKey == null ? "" : Texts.quote(partitionKey) + " (" + partitionKeyType + ")";
        String sort = sortKey == null ? "" : Texts.quote(sortKey) + " (" + sortKeyType + ")";
        return group + (group.isEmpty() || sort.isEmpty() ? "" : " and ") + sort;
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
        return (isGlobal() ? "global index " : "local index ") + Texts.quote(name);
    }
}
