package io.dynastore;

import io.dynastore.internal.ItemFormat;
import org.jspecify.annotations.Nullable;

/** An entry does not fit into a DynamoDB item: 400 KB for the names and values of all its attributes together. */
public final class EntryTooLargeException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param table the table's name
     * @param partition the partition's name
     * @param key the key of the entry
     */
    public EntryTooLargeException(String table, String partition, String key) {
        this(new Address(table, partition, key), null);
    }

    EntryTooLargeException(Address address, @Nullable Throwable cause) {
        super(
                address,
                "Too large: " + address + ". An entry may have " + ItemFormat.MAX_ITEM_BYTES
                        + " bytes, its key, value and fields together. Store less, compress it, or keep the bulk in"
                        + " Amazon S3 and its address here.",
                cause);
    }
}
