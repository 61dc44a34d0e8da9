package io.dynastore;

import io.dynastore.internal.ItemFormat;
import org.jspecify.annotations.Nullable;

/** Thrown if an entry exceeds the size of a DynamoDB item: 400 KB for the names and values of all its attributes. */
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
                        + " bytes, including its key, value and fields, and its copies in local indexes. Store less,"
                        + " compress the value, or store it in Amazon S3 and its address in the entry.",
                cause);
    }
}
