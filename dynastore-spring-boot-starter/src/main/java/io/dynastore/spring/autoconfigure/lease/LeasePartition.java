package io.dynastore.spring.autoconfigure.lease;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.Table;
import io.dynastore.spring.autoconfigure.DynaStoreProperties;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Finds the partition that the leases are kept in. */
final class LeasePartition {
    private LeasePartition() {}

    /** Returns the configured partition of that name, or else one of that name in the default table. */
    static Partition<?> find(String name, DynaStoreProperties properties, DynaStore store, BeanFactory beans) {
        if (properties.partitions().containsKey(name)) {
            return beans.getBean(name, Partition.class);
        }
        String table = properties.table().name();
        if (table == null || table.isBlank()) {
            throw new FailureAnalyzedException(
                    "The dynastore partition '" + name + "' has no table.",
                    "Set the name of the DynamoDB table, for all partitions or for the one with the leases:\n\n"
                            + "    dynastore:\n      table:\n        name: MyTable\n\n"
                            + "or\n\n"
                            + "    dynastore:\n      partitions:\n        " + name + ":\n          table: MyTable\n"
                            + "      leases:\n        partition: " + name);
        }
        return in(store.table(properties.tableDefinition(name)), name);
    }

    static Partition<?> in(Table table, String name) {
        if (name.isBlank()) {
            throw new FailureAnalyzedException(
                    "'dynastore.leases.partition' is empty.",
                    "Set 'dynastore.leases.partition' to the name of a partition for leases alone, or leave it out.");
        }
        try {
            return table.partition(name);
        } catch (IllegalArgumentException e) {
            throw new FailureAnalyzedException(
                    "'dynastore.leases.partition' is invalid: " + e.getMessage(),
                    "Correct 'dynastore.leases.partition', or leave it out.",
                    e);
        }
    }
}
