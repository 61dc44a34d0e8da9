package io.dynastore.spring.autoconfigure;

import io.dynastore.embedded.EmbeddedDynamoDbException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Analyzes the failure to start an embedded DynamoDB that the application defines. */
final class EmbeddedDynamoDbFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedDynamoDbException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, EmbeddedDynamoDbException cause) {
        // A failure of the one that the starter creates has been analyzed already.
        return findCause(rootFailure, FailureAnalyzedException.class) != null
                ? null
                : new FailureAnalysis(cause.problem(), cause.remedy(), cause);
    }
}
