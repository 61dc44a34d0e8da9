package io.dynastore;

import org.jspecify.annotations.Nullable;

/**
 * The root of all that dynastore itself reports. What the AWS SDK reports on its own account, such as throttling, missing
 * permissions or a network that is down, is not wrapped and arrives as the SDK's
 * {@link software.amazon.awssdk.core.exception.SdkException}. Arguments that no table could take are
 * {@link IllegalArgumentException}s, thrown before anything is sent.
 */
public abstract class DynaStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Where it happened. */
    private final @Nullable Address address;

    DynaStoreException(@Nullable Address address, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.address = address;
    }

    /**
     * Creates an exception of a feature that is built on the store.
     *
     * @param table the name of the table it is about
     * @param partition the name of the partition it is about
     * @param key the key that it is about
     * @param message what happened, naming all three, and what to do
     * @param cause what caused it; null if nothing did
     */
    protected DynaStoreException(
            String table, String partition, String key, String message, @Nullable Throwable cause) {
        this(new Address(table, partition, key), message, cause);
    }

    /**
     * The table that the error is about.
     *
     * @return the table's name, or null where the error is about no table in particular
     */
    public final @Nullable String table() {
        return address == null ? null : address.table();
    }

    /**
     * The partition that the error is about.
     *
     * @return the partition's name, or null where the error is about no partition in particular
     */
    public final @Nullable String partition() {
        return address == null ? null : address.partition();
    }

    /**
     * The key that the error is about.
     *
     * @return the entry's key, or null where the error is about no entry in particular
     */
    public final @Nullable String key() {
        return address == null ? null : address.key();
    }
}
