package io.dynastore.embedded;

import org.jspecify.annotations.Nullable;

/** Thrown when an {@link EmbeddedDynamoDb} cannot start or listen. The message is the problem followed by the remedy. */
public final class EmbeddedDynamoDbException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The problem, a sentence. */
    private final String problem;

    /** The remedy, a sentence. */
    private final String remedy;

    EmbeddedDynamoDbException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + " " + remedy, cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    /**
     * {@return the problem, a sentence}
     */
    public String problem() {
        return problem;
    }

    /**
     * {@return the remedy, a sentence}
     */
    public String remedy() {
        return remedy;
    }
}
