package io.dynastore.spring.autoconfigure;

import io.dynastore.embedded.EmbeddedDynamoDbException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Says what to do when an embedded DynamoDB of the application's own does not start. */
final class EmbeddedDynamoDbFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedDynamoDbException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, EmbeddedDynamoDbException cause) {
        // What the starter makes is analyzed already.
        return findCause(rootFailure, FailureAnalyzedException.class) != null
                ? null
                : new FailureAnalysis(cause.problem(), cause.remedy(), cause);
    }
}
