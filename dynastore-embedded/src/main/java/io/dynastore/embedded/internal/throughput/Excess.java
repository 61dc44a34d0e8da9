package io.dynastore.embedded.internal.throughput;

import io.dynastore.embedded.internal.storage.TableSchema;
import org.jspecify.annotations.Nullable;

/**
 * The reason why a request is throttled.
 *
 * @param table the table
 * @param index the global index whose limit is exceeded; null if it is the table's
 * @param write whether the limit is one of writes rather than of reads
 * @param limit the limit
 */
public record Excess(TableSchema table, @Nullable String index, boolean write, Limit limit) {
    /** {@return whether the table's capacity is on demand rather than provisioned} */
    public boolean onDemand() {
        return Rate.isOnDemand(table);
    }
}
