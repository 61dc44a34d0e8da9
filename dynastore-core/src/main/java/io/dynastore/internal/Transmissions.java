package io.dynastore.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one request, which the store asks for and the HTTP client notes. They are found by the thread: the AWS SDK's
 * synchronous clients make all attempts of a request on the thread of the caller, also under a time-out, which only interrupts
 * it. Not thread-safe.
 */
public final class Transmissions {
    private static final ThreadLocal<@Nullable Transmissions> OF_THREAD = new ThreadLocal<>();

    /** Those of a request during which this one is sent, for instance by a credentials provider. */
    private final @Nullable Transmissions outer;

    private final String operation;
    private List<Transmission> attempts = List.of();

    private Transmissions(String operation, @Nullable Transmissions outer) {
        this.operation = operation;
        this.outer = outer;
    }

    /**
     * Begins to note the attempts that the current thread makes.
     *
     * @param operation the name of DynamoDB's operation. The SDK may send others before it, for instance to find its endpoint
     * @return the attempts; {@link #end} must be called
     */
    public static Transmissions begin(String operation) {
        Transmissions begun = new Transmissions(operation, OF_THREAD.get());
        OF_THREAD.set(begun);
        return begun;
    }

    /** Ends the notes. */
    public void end() {
        OF_THREAD.set(outer);
    }

    /**
     * Notes that the current thread prepares a further attempt.
     *
     * @param target the target of the request, such as {@code DynamoDB_20120810.PutItem}; empty if it has none
     * @return the attempt; null if nobody asks for it
     */
    public static @Nullable Transmission next(String target) {
        Transmissions current = OF_THREAD.get();
        if (current == null || !target.endsWith(current.operation)) {
            return null;
        }
        Transmission attempt = new Transmission();
        if (current.attempts.isEmpty()) {
            current.attempts = new ArrayList<>(2);
        }
        current.attempts.add(attempt);
        return attempt;
    }

    /** {@return the attempts so far, in their order; empty if the HTTP client does not note them} */
    public List<Transmission> attempts() {
        return attempts;
    }
}
