package io.dynastore.internal;

import java.util.Set;

/**
 * The attributes in which an entry is stored, and DynamoDB's limits on them. The Go library dynastore reads and writes the
 * same items, so the names must not change.
 */
public final class ItemFormat {
    /** The default name of the table's partition key, which holds the partition's name (S). */
    public static final String PARTITION = "id";

    /** The default name of the table's sort key, which holds the entry's key (S). */
    public static final String KEY = "name";

    /** The version: 1 when the entry was created, one more at each write (N). */
    public static final String VERSION = "version";

    /** The encoded value (any type). */
    public static final String PAYLOAD = "payload";

    /** The time at which the entry expires, in epoch seconds (N); the table's time-to-live attribute. */
    public static final String EXPIRES = "expires";

    /** The random id of the last write (B); absent from items of the Go library. */
    public static final String WRITE_ID = "writeId";

    /** The highest fencing token that has written the entry (N). */
    public static final String FENCE = "fence";

    /** The id of the acquisition that holds a lease (S); only in items of leases, while they are held. */
    public static final String OWNER = "owner";

    /** The names that no field can have, beside those of the table's key attributes. */
    public static final Set<String> RESERVED = Set.of(VERSION, PAYLOAD, EXPIRES, WRITE_ID, FENCE);

    /** DynamoDB's limit on a partition key. */
    public static final int MAX_PARTITION_BYTES = 2048;

    /** DynamoDB's limit on a sort key. */
    public static final int MAX_KEY_BYTES = 1024;

    /** DynamoDB's limit on the total size of an item's attribute names and values. */
    public static final int MAX_ITEM_BYTES = 400 * 1024;

    private ItemFormat() {}
}
