package io.dynastore.idempotency;

import java.util.Objects;
import java.util.function.Function;

/**
 * A type of exceptions that are results.
 *
 * @param type the class
 * @param encode returns what to store of an exception
 * @param decode returns an exception like the one that was stored
 */
record RecordedFailure<E extends Exception>(
        Class<E> type, Function<? super E, String> encode, Function<String, ? extends E> decode) {
    RecordedFailure {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(encode, "encode");
        Objects.requireNonNull(decode, "decode");
    }

    boolean records(Throwable thrown) {
        return type.isInstance(thrown);
    }

    String encode(Throwable thrown) {
        return encode.apply(type.cast(thrown));
    }
}
