package io.dynastore.internal;

import java.util.Set;

/**
 * The attributes that an entry is stored in, and DynamoDB's limits on them. The Go library dynastore reads and writes
 * the same items, so these names are a contract.
 */
public final class ItemFormat {
    /** Default name of the table's hash key: the partition's name (S). */
    public static final String PARTITION = "id";

    /** Default name of the table's range key: the entry's key (S). */
    public static final String KEY = "name";

    /** 1 when created, one more at each write (N). */
    public static final String VERSION = "version";

    /** The encoded value (any type). */
    public static final String PAYLOAD = "payload";

    /** When the entry ceases to exist, in epoch seconds (N); the table's time-to-live attribute. */
    public static final String EXPIRES = "expires";

    /** A random id of the last write (B); absent from items that the Go library wrote. */
    public static final String WRITE_ID = "writeId";

    /** The highest fencing token that has written the entry (N). */
    public static final String FENCE = "fence";

    /** Who holds the lease (S); only in the items of leases, and only while somebody does. */
    public static final String OWNER = "owner";

    /** Names that no field may have; nor may it have those of the table's key attributes. */
    public static final Set<String> RESERVED = Set.of(VERSION, PAYLOAD, EXPIRES, WRITE_ID, FENCE);

    /** DynamoDB's limit on a hash key. */
    public static final int MAX_PARTITION_BYTES = 2048;

    /** DynamoDB's limit on a range key. */
    public static final int MAX_KEY_BYTES = 1024;

    /** DynamoDB's limit on an item: attribute names and values together. */
    public static final int MAX_ITEM_BYTES = 400 * 1024;

    private ItemFormat() {}
}
