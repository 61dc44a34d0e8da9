package io.dynastore.spring.web;

import io.dynastore.Codec;
import io.dynastore.DynaStoreException;
import io.dynastore.Entry;
import io.dynastore.KeyExistsException;
import io.dynastore.KeyModifiedException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a {@link Precondition} if it is false for the entry that it was applied to. Nothing was written. It is reported to
 * the client by the status 412.
 */
public final class PreconditionFailedException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param cause says what the entry is like: a {@link KeyModifiedException}, a {@link KeyExistsException}, or, if it does
     *     not exist, a {@link io.dynastore.KeyNotFoundException}
     */
    public PreconditionFailedException(DynaStoreException cause) {
        super(
                Objects.requireNonNull(cause.table(), "table"),
                Objects.requireNonNull(cause.partition(), "partition"),
                Objects.requireNonNull(cause.key(), "key"),
                "The precondition of the HTTP request is false. " + cause.getMessage(),
                cause);
    }

    /**
     * Returns the current entry, which costs no further request.
     *
     * @param <V> the type of the value
     * @param codec decodes the value, usually the {@linkplain io.dynastore.Partition#codec() partition's}
     * @return the entry as it was when the precondition was evaluated; null if it did not exist
     */
    public <V> @Nullable Entry<V> current(Codec<V> codec) {
        return currentOf(getCause(), codec);
    }

    /** Returns the entry that refused a write; null if there was none. */
    static <V> @Nullable Entry<V> currentOf(@Nullable Throwable refusal, Codec<V> codec) {
        if (refusal instanceof KeyModifiedException modified) {
            return modified.current(codec);
        }
        return refusal instanceof KeyExistsException exists ? exists.current(codec) : null;
    }
}
