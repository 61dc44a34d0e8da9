package io.dynastore.spring.embedded;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the embedded DynamoDB cannot start. Its message is the problem followed by the remedy; both can be had
 * on their own, for a failure analysis.
 */
public final class EmbeddedDynamoDbException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;

    private final String remedy;

    EmbeddedDynamoDbException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + " " + remedy, cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** What went wrong, in one or more sentences. */
    public String problem() {
        return problem;
    }

    /** What to do about it, in one or more sentences. */
    public String remedy() {
        return remedy;
    }
}
