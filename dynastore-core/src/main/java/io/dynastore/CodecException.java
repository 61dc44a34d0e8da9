package io.dynastore;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a value cannot be encoded, or a stored payload cannot be decoded. A {@link Codec} throws it without knowing where
 * the value is stored; the store adds table, partition and key.
 */
public final class CodecException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception that a {@link Codec} throws.
     *
     * @param message says what could not be encoded or decoded, and why
     * @param cause the underlying failure, or null
     */
    public CodecException(String message, @Nullable Throwable cause) {
        super(null, message, cause);
    }

    CodecException(Address address, String doing, RuntimeException cause) {
        super(address, "Cannot " + doing + " the value of " + address + ": " + cause.getMessage(), cause);
    }
}
