package io.dynastore.spring.idempotency;

import io.dynastore.Codec;
import io.dynastore.idempotency.Fingerprint;
import io.dynastore.idempotency.Idempotency;
import java.lang.reflect.Type;
import java.util.List;

/**
 * Makes idempotent operations as {@code dynastore.idempotency} configures them. An {@code Idempotency<Receipt>} can be injected
 * without it; it serves for results with a codec of their own.
 *
 * <p>Thread-safe.
 */
public interface IdempotencyFactory {
    /**
     * Returns operations with results by a codec.
     *
     * @param <R> the type of the results
     * @param results the codec
     * @return the operations
     */
    <R> Idempotency<R> create(Codec<R> results);

    /**
     * Returns operations with results of a type, which are stored as the values of partitions are: as JSON, or strings and bytes
     * as they are.
     *
     * @param results the type of the results, which may be generic; {@code Void} for operations without results
     * @return the operations
     */
    Idempotency<?> create(Type results);

    /**
     * Returns the fingerprint of a request by its JSON. The entries of maps are sorted; sets should be.
     *
     * @param request the parts of the request, which are written as values of partitions are
     * @return the fingerprint
     * @throws IllegalArgumentException if a part cannot be written as JSON
     */
    Fingerprint fingerprint(List<?> request);
}
