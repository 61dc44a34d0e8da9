package io.dynastore;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Thrown if it is unknown whether a write took effect: an attempt may have been executed, because it got no answer, or one that
 * does not tell, and nothing in the table proves that it was or was not. The message says what each attempt got. The write took
 * effect either once and completely, or not at all; a request can even be executed after this exception was thrown.
 *
 * <p>Read the entry, consistently, and decide by its content. Repeating the write is safe only if writing twice does no harm.
 */
public final class OutcomeUnknownException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The item that refused the last attempt; null if there is none. */
    private final @Nullable StoredItem current;

    /**
     * Creates an exception without a current entry, for a test's own implementation of {@link Partition}.
     *
     * @param table the table's name
     * @param partition the partition's name
     * @param key the key of the entry
     * @param cause the failure of the last attempt
     */
    public OutcomeUnknownException(String table, String partition, String key, Throwable cause) {
        this(new Address(table, partition, key), "written", Attempts.of(cause), "", null, cause);
    }

    private OutcomeUnknownException(Address address, String message, @Nullable StoredItem current, Throwable cause) {
        super(address, message, cause);
        this.current = current;
    }

    private OutcomeUnknownException(
            Address address,
            String done,
            Attempts attempts,
            String found,
            @Nullable StoredItem current,
            Throwable cause) {
        this(
                address,
                "Unknown whether it was " + done + ": " + address + ". " + attempts + found
                        + " Read the entry, consistently, and decide by its content.",
                current,
                cause);
    }

    /** Returns the exception for a write or a delete that ended without a refusal by its condition. */
    static OutcomeUnknownException of(Address address, boolean delete, Attempts attempts, Throwable cause) {
        return new OutcomeUnknownException(address, delete ? "deleted" : "written", attempts, "", null, cause);
    }

    /**
     * Returns the exception for a write or a delete that its condition refused at last.
     *
     * @param current the item that refused it; null if there is none
     */
    static OutcomeUnknownException refused(
            Address address, boolean delete, Attempts attempts, @Nullable StoredItem current, Throwable cause) {
        String found = current == null
                ? " There is no entry now."
                : " The entry is at " + current.describeRevision() + " now.";
        return new OutcomeUnknownException(address, delete ? "deleted" : "written", attempts, found, current, cause);
    }

    /** Returns the exception for a delete at a revision that found nothing at last. */
    static OutcomeUnknownException gone(Address address, Attempts attempts, Throwable cause) {
        return new OutcomeUnknownException(
                address,
                "Unknown whether this call deleted it: " + address + ". " + attempts
                        + " The entry is gone; who removed it is unknown. If deleting it is a claim, another process may"
                        + " have it.",
                null,
                cause);
    }

    /** Returns the exception for a batch of deletes. */
    static OutcomeUnknownException ofBatch(Address partition, int keys, Attempts attempts, Throwable cause) {
        return new OutcomeUnknownException(
                partition,
                "Unknown whether they were deleted: " + keys + " keys of " + partition + ". " + attempts
                        + " Call again: deleting what is gone does no harm.",
                null,
                cause);
    }

    /** Returns the exception for a transaction. */
    static OutcomeUnknownException ofTransaction(Address first, int actions, Attempts attempts, Throwable cause) {
        return new OutcomeUnknownException(
                new Address(first.table(), null, null),
                "Unknown whether the transaction was written: all of its actions (" + actions + ", the first on "
                        + first + ") or none. " + attempts
                        + " Read an entry that it writes, consistently, and decide by its content.",
                null,
                cause);
    }

    /**
     * Returns the entry as it was when the last attempt was refused, with its payload as DynamoDB stores it.
     *
     * @return the entry; null if it did not exist or no attempt was refused by its condition
     * @throws MalformedItemException if another program wrote it and it is not an entry
     */
    public @Nullable Entry<AttributeValue> current() {
        return current == null ? null : current.entry(Codec.attribute());
    }
}
