package io.dynastore.idempotency;

import io.dynastore.DynaStoreException;
import io.dynastore.internal.Where;
import java.time.Instant;

/**
 * Thrown if another call is running the action of the key. Nothing was run by this call, unless its own attempt was frozen past
 * its deadline and the other call is its successor.
 */
public final class KeyInProgressException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** When the attempt began. */
    private final Instant since;

    /** The deadline of the attempt. */
    private final Instant until;

    /**
     * Creates an exception. Applications need this only to fake an {@link Idempotency} in unit tests.
     *
     * @param table the name of the table
     * @param partition the name of the partition
     * @param key the key
     * @param since when the attempt of the other call began, by the clock of its process
     * @param until the deadline of that attempt unless it is renewed
     */
    public KeyInProgressException(String table, String partition, String key, Instant since, Instant until) {
        super(
                table,
                partition,
                key,
                "The operation is in progress: " + Where.of(table, partition, key) + ". Its attempt began at " + since
                        + " and keeps the key until " + until
                        + " unless it is renewed. Repeat the call later, or let it wait by Idempotency.waiting.",
                null);
        this.since = since;
        this.until = until;
    }

    /** {@return when the attempt of the other call began, by the clock of its process} */
    public Instant since() {
        return since;
    }

    /** {@return the deadline of that attempt unless it is renewed, by the clock of its process} */
    public Instant until() {
        return until;
    }
}
