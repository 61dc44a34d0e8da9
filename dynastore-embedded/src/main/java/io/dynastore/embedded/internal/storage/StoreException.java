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

    /** {@return what went wrong, a sentence} */
    public String problem() {
        return problem;
    }

    /** {@return what to do about it, a sentence} */
    public String remedy() {
        return remedy;
    }
}
