package io.dynastore;

import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Determines whether the attempts of a failed request may have been executed. The SDK retries by itself, and keeps only the
 * messages of the attempts before the last one, as suppressed exceptions. An attempt may have been executed unless its message
 * is known to mean that DynamoDB did nothing.
 */
final class Attempts {
    /** DynamoDB answers 4xx before it writes anything, and a request that was never sent was not executed. */
    private static final Pattern NOT_EXECUTED = Pattern.compile(
            "Status Code: 4\\d\\d\\b|Connection refused|UnknownHostException|Unable to load credentials");

    private Attempts() {}

    /** Returns whether an attempt before the last one may have been executed. */
    static boolean earlierMayHaveBeenExecuted(SdkException failure) {
        int earlier = Optional.ofNullable(failure.numAttempts()).orElse(1) - 1;
        int notExecuted = 0;
        for (Throwable attempt : failure.getSuppressed()) {
            if (wasNotExecuted(attempt)) {
                notExecuted++;
            }
        }
        return notExecuted < earlier;
    }

    /** Returns whether any attempt, including the last one, may have been executed. */
    static boolean mayHaveBeenExecuted(SdkException failure) {
        return !wasNotExecuted(failure) || earlierMayHaveBeenExecuted(failure);
    }

    private static boolean wasNotExecuted(Throwable attempt) {
        return attempt.getMessage() != null
                && NOT_EXECUTED.matcher(attempt.getMessage()).find();
    }
}
