package io.dynastore;

import org.jspecify.annotations.Nullable;

/**
 * The superclass of all exceptions of dynastore. The AWS SDK's own exceptions, for instance for throttling, missing
 * permissions or an unreachable network, are not wrapped: they reach the caller as
 * {@link software.amazon.awssdk.core.exception.SdkException}. Invalid arguments cause an {@link IllegalArgumentException}
 * before anything is sent.
 *
 * <p>Messages name tables, partitions, keys and fields, with escapes for control characters, and are cut short if they are long.
 * No message contains a stored value, nor does that of a cause of a dynastore exception.
 *
 * <p>Exceptions are serializable with all that they carry, such as the current entry, if their causes are.
 */
public abstract class DynaStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The table, partition and key that the exception is about. */
    private final @Nullable Address address;

    DynaStoreException(@Nullable Address address, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.address = address;
    }

    /**
     * Creates an exception of a feature that is built on the store.
     *
     * @param table the name of the table that it is about
     * @param partition the name of the partition that it is about; null if it is not about a partition
     * @param key the key that it is about; null if it is not about an entry
     * @param message says what happened, naming all of them, and what to do
     * @param cause the cause; null if there is none
     */
    protected DynaStoreException(
            String table, @Nullable String partition, @Nullable String key, String message, @Nullable Throwable cause) {
        this(new Address(table, partition, key), message, cause);
    }

    /** {@return the name of the table that the exception is about, or null if it is not about a table} */
    public final @Nullable String table() {
        return address == null ? null : address.table();
    }

    /** {@return the name of the partition that the exception is about, or null if it is not about a partition} */
    public final @Nullable String partition() {
        return address == null ? null : address.partition();
    }

    /** {@return the key that the exception is about, or null if it is not about an entry} */
    public final @Nullable String key() {
        return address == null ? null : address.key();
    }
}
