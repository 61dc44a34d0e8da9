package io.dynastore;

import org.jspecify.annotations.Nullable;

/**
 * A value could not be encoded for storage, or a stored payload could not be decoded. A {@link Codec} throws it without
 * knowing where the value belongs; the store adds table, partition and key.
 */
public final class CodecException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception that a {@link Codec} throws.
     *
     * @param message what could not be encoded or decoded, and why
     * @param cause the underlying failure, or null
     */
    public CodecException(String message, @Nullable Throwable cause) {
        super(null, message, cause);
    }

    CodecException(Address address, String doing, RuntimeException cause) {
        super(address, "Cannot " + doing + " the value of " + address + ": " + cause.getMessage(), cause);
    }
}
