package io.dynastore.lease;

import io.dynastore.DynaStoreException;
import io.dynastore.internal.Texts;

/** Thrown when the name of a lease is the key of an entry that is not a lease. Nothing was written. */
public final class NotALeaseException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception. Applications need this only to fake {@link Leases} in unit tests.
     *
     * @param table the name of the table
     * @param partition the name of the partition
     * @param name the name of the lease, which is the key of the entry
     */
    public NotALeaseException(String table, String partition, String name) {
        super(
                table,
                partition,
                name,
                "The entry is not a lease: table " + Texts.escape(table) + ", partition " + Texts.escape(partition)
                        + ", key "
                        + Texts.escape(name)
                        + ". Keep leases in a partition of their own.",
                null);
    }
}
