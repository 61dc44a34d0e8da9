package io.dynastore.embedded.internal.storage;

import org.jspecify.annotations.Nullable;

/** Thrown when a store cannot be opened. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    StoreException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + " " + remedy, cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** {@return the problem, a sentence} */
    public String problem() {
        return problem;
    }

    /** {@return the remedy, a sentence} */
    public String remedy() {
        return remedy;
    }
}
