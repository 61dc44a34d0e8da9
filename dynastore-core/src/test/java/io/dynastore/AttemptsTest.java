package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** What the SDK's exceptions tell of attempts; {@code FaultsTest} of the embedded database shows that the SDK makes them so. */
class AttemptsTest {
    private static final String LOST = "Unable to execute HTTP request: Connection reset";
    private static final String SERVER_ERROR =
            "The request processing has failed because of an unknown error. (Service: DynamoDb, Status Code: 500, Request ID: 1)";
    private static final String THROTTLED =
            "The level of configured provisioned throughput for the table was exceeded. (Service: DynamoDb, Status Code: 400, Request ID: 1)";
    private static final String REFUSED_CONNECTION = "Unable to execute HTTP request: Connection refused";

    @Test
    void theFirstAttemptHasNoEarlierOne() {
        assertThat(Attempts.earlierMayHaveBeenExecuted(refusal())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {LOST, SERVER_ERROR, "Unable to execute HTTP request: Read timed out", "something new"})
    void anEarlierAttemptThatMayHaveReachedDynamoDbMayHaveBeenExecuted(String message) {
        assertThat(Attempts.earlierMayHaveBeenExecuted(refusal(message))).isTrue();
        assertThat(Attempts.earlierMayHaveBeenExecuted(refusal(THROTTLED, message)))
                .isTrue();
        assertThat(Attempts.earlierMayHaveBeenExecuted(refusal(message, REFUSED_CONNECTION)))
                .isTrue();
        assertThat(Attempts.mayHaveBeenExecuted(failure(message))).isTrue();
        assertThat(Attempts.mayHaveBeenExecuted(failure(THROTTLED, message))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                THROTTLED,
                REFUSED_CONNECTION,
                "Received an UnknownHostException when attempting to interact with a service.",
                "Unable to load credentials from any of the providers in the chain"
            })
    void anAttemptThatDidNotReachDynamoDbOrThatItRefusedWasNotExecuted(String message) {
        assertThat(Attempts.earlierMayHaveBeenExecuted(refusal(message, message)))
                .isFalse();
        assertThat(Attempts.mayHaveBeenExecuted(failure(message, message, message)))
                .isFalse();
    }

    @Test
    void aRefusedLastAttemptDoesNotSpeakForTheEarlierOnes() {
        assertThat(Attempts.mayHaveBeenExecuted(failure(THROTTLED, LOST))).isTrue();
        assertThat(Attempts.mayHaveBeenExecuted(failure(THROTTLED, THROTTLED))).isFalse();
    }

    @Test
    void anAttemptOfWhichNothingIsKeptMayHaveBeenExecuted() {
        SdkException silent =
                SdkClientException.builder().message(THROTTLED).numAttempts(3).build();
        assertThat(Attempts.earlierMayHaveBeenExecuted(silent)).isTrue();
        assertThat(Attempts.earlierMayHaveBeenExecuted(refusal((String) null))).isTrue();
    }

    @Test
    void aCallThatWasCutShortMayHaveBeenExecuted() {
        assertThat(Attempts.mayHaveBeenExecuted(ApiCallTimeoutException.create(300)))
                .isTrue();
        assertThat(Attempts.mayHaveBeenExecuted(AbortedException.create("Thread was interrupted")))
                .isTrue();
        assertThat(Attempts.mayHaveBeenExecuted(SdkClientException.builder().build()))
                .isTrue();
    }

    /** The last attempt was answered by a refused condition; before it came the others. */
    private static SdkException refusal(String... earlier) {
        return withEarlier(
                ConditionalCheckFailedException.builder()
                        .message("The conditional request failed (Service: DynamoDb, Status Code: 400, Request ID: 1)"),
                earlier);
    }

    /** The last attempt failed so; before it came the others. */
    private static SdkException failure(String last, String... earlier) {
        return withEarlier(SdkClientException.builder().message(last), earlier);
    }

    private static SdkException withEarlier(SdkException.Builder failure, String... earlier) {
        SdkException built = failure.numAttempts(1 + earlier.length).build();
        List<String> messages = Arrays.asList(earlier);
        for (int i = 0; i < messages.size(); i++) {
            String message = messages.get(i);
            built.addSuppressed(SdkClientException.create(
                    message == null ? null : "Request attempt " + (i + 1) + " failure: " + message));
        }
        return built;
    }
}
