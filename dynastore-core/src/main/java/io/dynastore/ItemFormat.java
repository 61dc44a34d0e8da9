package io.dynastore;

import java.util.Set;

/**
 * The attributes that an entry is stored in, and DynamoDB's limits on them. The Go library dynastore reads and writes
 * the same items, so these names are a contract.
 */
final class ItemFormat {
    /** Default name of the table's hash key: the partition's name (S). */
    static final String PARTITION = "id";

    /** Default name of the table's range key: the entry's key (S). */
    static final String KEY = "name";

    /** 1 when created, one more at each write (N). */
    static final String VERSION = "version";

    /** The encoded value (any type). */
    static final String PAYLOAD = "payload";

    /** When the entry ceases to exist, in epoch seconds (N); the table's time-to-live attribute. */
    static final String EXPIRES = "expires";

    /** A random id of the last write (B); absent from items that the Go library wrote. */
    static final String WRITE_ID = "writeId";

    /** The highest fencing token that has written the entry (N). */
    static final String FENCE = "fence";

    /** Names that no field may have; nor may it have those of the table's key attributes. */
    static final Set<String> RESERVED = Set.of(VERSION, PAYLOAD, EXPIRES, WRITE_ID, FENCE);

    /** DynamoDB's limit on a hash key. */
    static final int MAX_PARTITION_BYTES = 2048;

    /** DynamoDB's limit on a range key. */
    static final int MAX_KEY_BYTES = 1024;

    /** DynamoDB's limit on an item: attribute names and values together. */
    static final int MAX_ITEM_BYTES = 400 * 1024;

    private ItemFormat() {}
}
