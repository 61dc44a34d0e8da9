package io.dynastore;

import io.dynastore.internal.Texts;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a value cannot be encoded, or a stored payload cannot be decoded. A {@link Codec} throws it without knowing where
 * the value is stored; the store adds table, partition and key.
 *
 * <p>Messages of other exceptions may quote the value, for instance those of Jackson and of {@link Integer#parseInt}. Therefore
 * each cause is replaced by an exception with its type and its stack trace, but without its message. A codec that wants to say
 * more throws a {@code CodecException} with a message of its own, which should not quote the value.
 */
public final class CodecException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The number of causes of causes that are kept. */
    private static final int MAX_CAUSES = 10;

    /**
     * Creates the exception that a {@link Codec} throws.
     *
     * @param message says what could not be encoded or decoded, and why, without quoting the value
     * @param cause the underlying failure, whose message is withheld; or null
     */
    public CodecException(String message, @Nullable Throwable cause) {
        super(null, message, withheld(cause, MAX_CAUSES));
    }

    CodecException(Address address, String doing, RuntimeException cause) {
        super(
                address,
                "Cannot " + doing + " the value of " + address + ": "
                        + (cause instanceof CodecException
                                ? cause.getMessage()
                                : "the codec threw " + cause.getClass().getName()),
                withheld(cause, MAX_CAUSES));
    }

    static CodecException ofField(String field, String problem) {
        return new CodecException("the field " + Texts.quote(field) + " " + problem, null);
    }

    private static @Nullable Throwable withheld(@Nullable Throwable cause, int causes) {
        if (cause == null || causes == 0 || cause instanceof CodecException || cause instanceof Withheld) {
            return causes == 0 ? null : cause;
        }
        return new Withheld(cause, withheld(cause.getCause(), causes - 1));
    }

    /** Stands for a cause whose message, or whose suppressed exceptions, may quote the value. */
    private static final class Withheld extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Withheld(Throwable original, @Nullable Throwable cause) {
            super(
                    original.getClass().getName() + ", whose message is withheld because it may quote the value",
                    cause,
                    false,
                    true);
            setStackTrace(original.getStackTrace());
        }
    }
}
