package io.dynastore;

import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What became of the attempts of a request that failed in the end. The SDK retries by itself, and keeps of the attempts
 * before the last no more than their messages, as suppressed exceptions. An attempt whose message is not known to mean that
 * DynamoDB did nothing may have been executed, whoever lost its reply.
 */
final class Attempts {
    /** DynamoDB refuses with 4xx before it writes; and what was never sent was not executed. */
    private static final Pattern NOT_EXECUTED = Pattern.compile(
            "Status Code: 4\\d\\d\\b|Connection refused|UnknownHostException|Unable to load credentials");

    private Attempts() {}

    /** Whether an attempt before the last may have been executed. */
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

    /** Whether any attempt, the last included, may have been executed. */
    static boolean mayHaveBeenExecuted(SdkException failure) {
        return !wasNotExecuted(failure) || earlierMayHaveBeenExecuted(failure);
    }

    private static boolean wasNotExecuted(Throwable attempt) {
        return attempt.getMessage() != null
                && NOT_EXECUTED.matcher(attempt.getMessage()).find();
    }
}
