package io.dynastore.embedded;

import org.jspecify.annotations.Nullable;

/** Thrown when an {@link EmbeddedDynamoDb} cannot start or listen. The message is the problem followed by the remedy. */
public final class EmbeddedDynamoDbException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    private final String problem;

    /** What to do about it. */
    private final String remedy;

    EmbeddedDynamoDbException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + " " + remedy, cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    /**
     * {@return what went wrong, a sentence}
     */
    public String problem() {
        return problem;
    }

    /**
     * {@return what to do about it, a sentence}
     */
    public String remedy() {
        return remedy;
    }
}
