package io.dynastore.spring.embedded;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Thrown when the embedded DynamoDB cannot start. The message is the problem followed by the remedy; where an application
 * fails to start because of it, Spring Boot prints them one under the other.
 */
public final class EmbeddedDynamoDbException extends FailureAnalyzedException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    private final String problem;

    /** What to do about it. */
    private final String remedy;

    EmbeddedDynamoDbException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + " " + remedy, remedy);
        initCause(cause);
        this.problem = problem;
        this.remedy = remedy;
    }

    @Override
    public FailureAnalysis analysis() {
        return new FailureAnalysis(problem, remedy, this);
    }
}
