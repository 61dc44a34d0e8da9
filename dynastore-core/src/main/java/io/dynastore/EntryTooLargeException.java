package io.dynastore;

import io.dynastore.internal.ItemFormat;
import org.jspecify.annotations.Nullable;

/** An entry does not fit into a DynamoDB item: 400 KB for the names and values of all its attributes together. */
public final class EntryTooLargeException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    EntryTooLargeException(Address address, @Nullable Throwable cause) {
        super(
                address,
                "Too large: " + address + ". An entry may have " + ItemFormat.MAX_ITEM_BYTES
                        + " bytes, its key, value and fields together. Store less, compress it, or keep the bulk in"
                        + " Amazon S3 and its address here.",
                cause);
    }
}
