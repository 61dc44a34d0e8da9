package io.dynastore;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Thrown if a reply was lost and it is unknown whether the write took effect: the network or DynamoDB failed at an attempt
 * that may have been executed, and the entry has been changed or deleted since, or could not be read. The write took effect
 * either once and completely, or not at all.
 *
 * <p>Read the entry, consistently, and decide by its content. Repeating the write is safe only if writing twice does no harm.
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
                        + ". Read the entry and decide by its content.",
                cause);
        this.current = current;
    }

    private OutcomeUnknownException(Address address, String message, Throwable cause) {
        super(address, message, cause);
        this.current = null;
    }

    /** Returns the exception for a transaction whose attempts all ended without an answer. */
    static OutcomeUnknownException ofTransaction(Address first, int actions, Throwable cause) {
        return new OutcomeUnknownException(
                new Address(first.table(), null, null),
                "Unknown whether the transaction was written: all of its actions (" + actions + ", the first on "
                        + first
                        + ") or none: no reply came ("
                        + cause.getClass().getSimpleName()
                        + "). Read an entry that it writes and decide by its content.",
                cause);
    }

    /**
     * Returns the entry as it was when the last attempt was refused, with its payload as DynamoDB stores it.
     *
     * @return the entry; null if it did not exist or no attempt was answered
     * @throws MalformedItemException if another program wrote it and it is not an entry
     */
    public @Nullable Entry<AttributeValue> current() {
        return current == null ? null : current.entry(Codec.attribute());
    }
}
