package io.dynastore.idempotency;

import io.dynastore.DynaStoreException;
import io.dynastore.internal.Where;

/** Thrown by {@link Idempotency#run} if the key was used by {@link Idempotency#transact}, or the other way round. Nothing was run
 * by this call. */
public final class KeyOfOtherUseException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The method that has used the key. */
    private final IdempotencyRecord.Use use;

    /**
     * Creates an exception. Applications need this only to fake an {@link Idempotency} in unit tests.
     *
     * @param table the name of the table
     * @param partition the name of the partition
     * @param key the key
     * @param use the method that has used the key
     */
    public KeyOfOtherUseException(String table, String partition, String key, IdempotencyRecord.Use use) {
        super(
                table,
                partition,
                key,
                "The key was used by " + (use == IdempotencyRecord.Use.RUN ? "run" : "transact") + ": "
                        + Where.of(table, partition, key)
                        + ". Call the same method whenever a call is repeated, and keep the records of different operations in different"
                        + " partitions.",
                null);
        this.use = use;
    }

    /** {@return the method that has used the key} */
    public IdempotencyRecord.Use use() {
        return use;
    }
}
