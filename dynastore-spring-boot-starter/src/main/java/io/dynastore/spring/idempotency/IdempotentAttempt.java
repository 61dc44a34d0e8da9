package io.dynastore.spring.idempotency;

import io.dynastore.idempotency.Attempt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attempt that the current thread is part of, where an annotation rather than a call begins it. Its
 * {@linkplain Attempt#id() id} is what to pass to an outside service as its idempotency key.
 */
public final class IdempotentAttempt {
    private static final ThreadLocal<Attempt> CURRENT = new ThreadLocal<>();

    private IdempotentAttempt() {}

    /**
     * Returns the attempt of the method that is annotated with {@link Idempotent} and that this thread runs; of several, the
     * innermost.
     *
     * @return the attempt; empty outside such a method, and if the key is not required and the request has none
     */
    public static Optional<Attempt> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /**
     * Runs an action as part of an attempt.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions that the action throws
     * @param attempt the attempt
     * @param action the action
     * @return the result of the action
     * @throws X if the action throws it
     */
    public static <R extends @Nullable Object, X extends Throwable> R during(Attempt attempt, Action<R, X> action)
            throws X {
        Attempt outer = CURRENT.get();
        CURRENT.set(attempt);
        try {
            return action.run();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /**
     * An action that may throw.
     *
     * @param <R> the type of the result
     * @param <X> the type of the exceptions
     */
    @FunctionalInterface
    public interface Action<R extends @Nullable Object, X extends Throwable> {
        /**
         * Runs the action.
         *
         * @return the result
         * @throws X if it fails
         */
        R run() throws X;
    }
}
