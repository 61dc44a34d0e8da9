package io.dynastore.spring.autoconfigure;

import io.dynastore.Index;
import io.dynastore.TableDefinition;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Properties of a table. Those other than the name and the keys apply only when dynastore creates or validates the table.
 *
 * @param name Name of the table.
 * @param partitionKey Attribute that holds the name of the partition, the partition key of the table.
 * @param sortKey Attribute that holds the key of the entry, the sort key of the table.
 * @param localIndexes Local secondary indexes, by name. Each is either the field that it is sorted by, or an object.
 * @param globalIndexes Global secondary indexes, by name.
 * @param billingMode Billing mode of the table.
 * @param readCapacity Read capacity units per second, if provisioned.
 * @param writeCapacity Write capacity units per second, if provisioned.
 * @param stream Whether the table has a stream of its changes, with the items before and after each of them.
 */
public record TableProperties(
        @Nullable String name,
        @DefaultValue("id") String partitionKey,
        @DefaultValue("name") String sortKey,
        @DefaultValue Map<String, LocalIndexProperties> localIndexes,
        @DefaultValue Map<String, GlobalIndexProperties> globalIndexes,
        @DefaultValue("on-demand") BillingMode billingMode,
        @Nullable Long readCapacity,
        @Nullable Long writeCapacity,
        @DefaultValue("false") boolean stream) {

    /** Billing mode of a table. */
    public enum BillingMode {
        /** Requests are billed. */
        ON_DEMAND,
        /** Capacity that is set in advance is billed. */
        PROVISIONED
    }

    TableDefinition definition(String prefix, String name) {
        try {
            TableDefinition definition = TableDefinition.of(name).keys(partitionKey, sortKey);
            for (Map.Entry<String, LocalIndexProperties> index : localIndexes.entrySet()) {
                definition = definition.index(index.getValue().index(index.getKey()));
            }
            for (Map.Entry<String, GlobalIndexProperties> index : globalIndexes.entrySet()) {
                definition = definition.index(index.getValue().index(index.getKey()));
            }
            return withThroughput(prefix, stream ? definition.stream() : definition);
        } catch (IllegalArgumentException e) {
            throw new FailureAnalyzedException(
                    "The table that is configured under '" + prefix + "' is invalid: " + e.getMessage(),
                    "Correct the properties under '" + prefix + "'.",
                    e);
        }
    }

    private TableDefinition withThroughput(String prefix, TableDefinition definition) {
        boolean provisioned = billingMode == BillingMode.PROVISIONED;
        if (provisioned && readCapacity != null && writeCapacity != null) {
            return definition.provisioned(readCapacity, writeCapacity);
        }
        if (provisioned || readCapacity != null || writeCapacity != null) {
            throw new FailureAnalyzedException(
                    "The capacity of the table that is configured under '" + prefix + "' is "
                            + (provisioned ? "provisioned, but not set." : "set, but the table is billed on demand."),
                    "Set '" + prefix + ".billing-mode=provisioned', '" + prefix + ".read-capacity' and '" + prefix
                            + ".write-capacity' together, or none of them.");
        }
        return definition;
    }

    /**
     * Properties of a local secondary index.
     *
     * @param sortKey Field that the index is sorted by.
     * @param sortKeyType Type of that field.
     */
    public record LocalIndexProperties(
            @Nullable String sortKey,
            @DefaultValue("string") KeyType sortKeyType) {

        /**
         * Converts the short form, {@code idx_created: created}.
         *
         * @param sortKey the field that the index is sorted by
         * @return an index on a field of strings
         */
        public static LocalIndexProperties of(String sortKey) {
            return new LocalIndexProperties(sortKey, KeyType.STRING);
        }

        Index index(String name) {
            if (sortKey == null) {
                throw new IllegalArgumentException("the local index '" + name + "' has no 'sort-key'.");
            }
            return Index.local(name, sortKey).withSortKeyType(sortKeyType.type());
        }
    }

    /**
     * Properties of a global secondary index.
     *
     * @param partitionKey Field that groups the entries of the index.
     * @param partitionKeyType Type of that field.
     * @param sortKey Field that sorts the entries of a group.
     * @param sortKeyType Type of that field.
     */
    public record GlobalIndexProperties(
            @Nullable String partitionKey,
            @DefaultValue("string") KeyType partitionKeyType,
            @Nullable String sortKey,
            @DefaultValue("string") KeyType sortKeyType) {

        Index index(String name) {
            if (partitionKey == null) {
                throw new IllegalArgumentException("the global index '" + name + "' has no 'partition-key'.");
            }
            Index index =
                    sortKey == null ? Index.global(name, partitionKey) : Index.global(name, partitionKey, sortKey);
            return index.withPartitionKeyType(partitionKeyType.type()).withSortKeyType(sortKeyType.type());
        }
    }
}
