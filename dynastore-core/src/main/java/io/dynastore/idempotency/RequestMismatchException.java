package io.dynastore.idempotency;

import io.dynastore.DynaStoreException;
import io.dynastore.internal.Where;

/** Thrown if the key belongs to another request than the one of this call. Nothing was run by this call. */
public final class RequestMismatchException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception. Applications need this only to fake an {@link Idempotency} in unit tests.
     *
     * @param table the name of the table
     * @param partition the name of the partition
     * @param key the key
     */
    public RequestMismatchException(String table, String partition, String key) {
        super(
                table,
                partition,
                key,
                "The key was used for another request: " + Where.of(table, partition, key)
                        + ". Use a new key for each operation, and the same request whenever" + " a call is repeated.",
                null);
    }
}
