package io.dynastore.idempotency;

import io.dynastore.DynaStoreException;
import io.dynastore.internal.Where;

/** Thrown if the key is that of an entry which is not a record of idempotent operations. Nothing was run or written by this call. */
public final class NotARecordException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception. Applications need this only to fake an {@link Idempotency} in unit tests.
     *
     * @param table the name of the table
     * @param partition the name of the partition
     * @param key the key
     */
    public NotARecordException(String table, String partition, String key) {
        super(
                table,
                partition,
                key,
                "The entry is not a record of an idempotent operation: " + Where.of(table, partition, key)
                        + ". Keep the records in a partition of their own.",
                null);
    }
}
