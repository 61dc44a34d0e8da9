package io.dynastore.idempotency;

/**
 * An action that {@link Idempotency#run} runs once for a key.
 *
 * @param <R> the type of the result
 * @param <X> the type of the exceptions that it throws
 */
@FunctionalInterface
public interface IdempotentAction<R, X extends Throwable> {
    /**
     * Runs the action.
     *
     * @param attempt the attempt, with the id for outside services
     * @return the result, which is recorded; null if there is none
     * @throws X if the action fails: the key is given back unless such exceptions are {@linkplain Idempotency#recording recorded}
     */
    R run(Attempt attempt) throws X;
}
