package io.dynastore;

import io.dynastore.internal.Texts;

/**
 * Thrown if an index does not fit the query: a consistent read of a global index, a global index without a value for its
 * partition key, an index whose lists cannot be filtered, an index that the table does not have, or has on other attributes. The
 * message says which.
 */
public final class IndexNotSupportedException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The name of the query's index. */
    private final String index;

    /**
     * Creates an exception, for a test's own implementation of {@link Partition}.
     *
     * @param table the table's name
     * @param partition the partition's name
     * @param index the index's name
     * @param reason why the index cannot be used, as a sentence
     */
    public IndexNotSupportedException(String table, String partition, String index, String reason) {
        this(new Address(table, partition, null), index, reason);
    }

    IndexNotSupportedException(Address address, String index, String reason) {
        super(address, "Index " + Texts.quote(index) + " cannot be used for " + address + ": " + reason, null);
        this.index = index;
    }

    /** {@return the name of the query's index} */
    public String index() {
        return index;
    }
}
