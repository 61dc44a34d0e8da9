package io.dynastore.idempotency;

import io.dynastore.DynaStoreException;
import io.dynastore.internal.Where;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if the action has returned, but it is not known whether that is recorded: each attempt to record it has failed until the
 * deadline, or the record of a later attempt could not be read or belongs to another request, as the cause says. If it is
 * recorded, a later call with the key returns the result; otherwise the action is run again, with the same {@link Attempt#id()}.
 */
public final class ResultNotRecordedException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception. Applications need this only to fake an {@link Idempotency} in unit tests.
     *
     * @param table the name of the table
     * @param partition the name of the partition
     * @param key the key
     * @param cause the last failure
     */
    public ResultNotRecordedException(String table, String partition, String key, @Nullable Throwable cause) {
        super(
                table,
                partition,
                key,
                "The action has returned, but its result is not known to be recorded: "
                        + Where.of(table, partition, key) + ". Repeat the call: it returns the"
                        + " recorded result, or runs the action again with the same attempt id.",
                cause);
    }
}
