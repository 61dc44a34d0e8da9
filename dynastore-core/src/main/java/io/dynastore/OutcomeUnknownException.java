package io.dynastore;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A reply was lost, and nothing tells whether the write was made: the network or DynamoDB failed at an attempt that may have
 * been executed, and the entry has been changed or deleted since, or could not be asked for. The write is not in doubt in
 * any other way: it happened once and as a whole, or not at all.
 *
 * <p>What to do: read the entry, consistently, and decide by what it holds. Writing the same again is safe only where doing
 * it twice does no harm.
 */
public final class OutcomeUnknownException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable StoredItem current;

    /**
     * Creates an exception without a current entry, for a test's own implementation of {@link Partition}.
     *
     * @param table the table's name
     * @param partition the partition's name
     * @param key the key of the entry
     * @param cause the failure of the last attempt
     */
    public OutcomeUnknownException(String table, String partition, String key, Throwable cause) {
        this(new Address(table, partition, key), (StoredItem) null, cause);
    }

    OutcomeUnknownException(Address address, @Nullable StoredItem current, Throwable cause) {
        super(
                address,
                "Unknown whether it was written: " + address + ". A reply was lost ("
                        + cause.getClass().getSimpleName() + ") and the entry "
                        + (current == null
                                ? "cannot tell"
                                : "has been written since, it is at " + current.describeRevision())
                        + ". Read the entry and decide by what it holds.",
                cause);
        this.current = current;
    }

    private OutcomeUnknownException(Address address, String message, Throwable cause) {
        super(address, message, cause);
        this.current = null;
    }

    /** All tries of a transaction ended without an answer. */
    static OutcomeUnknownException ofTransaction(Address first, int actions, Throwable cause) {
        return new OutcomeUnknownException(
                new Address(first.table(), null, null),
                "Unknown whether the transaction was written, all of its actions (" + actions + ", the first on "
                        + first
                        + ") or none: no reply came ("
                        + cause.getClass().getSimpleName()
                        + "). Read an entry that it writes and decide by what it holds.",
                cause);
    }

    /**
     * The entry as it was when the last attempt was refused.
     *
     * @return the entry, its payload as DynamoDB holds it; null if there was none or no attempt was answered
     * @throws MalformedItemException if another program wrote it and it is no entry
     */
    public @Nullable Entry<AttributeValue> current() {
        return current == null ? null : current.entry(Codec.attribute());
    }
}
