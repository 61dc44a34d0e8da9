package io.dynastore.idempotency;

import io.dynastore.DynaStoreException;
import io.dynastore.internal.Where;

/** Thrown if the operation is done, but its result could not be kept: it could not be encoded, or was too large. Nothing was run by
 * this call. */
public final class ResultNotKeptException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception. Applications need this only to fake an {@link Idempotency} in unit tests.
     *
     * @param table the name of the table
     * @param partition the name of the partition
     * @param key the key
     */
    public ResultNotKeptException(String table, String partition, String key) {
        super(
                table,
                partition,
                key,
                "The operation is done, but its result was not kept: " + Where.of(table, partition, key)
                        + ". Results must be encodable by the partition's codec"
                        + " and fit into an entry of 400 KB; store large ones elsewhere, and return their address.",
                null);
    }
}
