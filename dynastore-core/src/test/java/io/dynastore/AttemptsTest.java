package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.internal.Transmission;
import io.dynastore.internal.Transmissions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.http.ConnectionClosedException;
import org.apache.http.HttpHost;
import org.apache.http.NoHttpResponseException;
import org.apache.http.conn.ConnectionPoolTimeoutException;
import org.apache.http.conn.HttpHostConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Every rule about what is known of attempts; {@code FaultsTest} of the embedded database shows that the SDK makes them so. */
class AttemptsTest {
    private static final String DYNAMODB = "com.amazonaws.dynamodb.v20120810#";
    private static final String CORAL = "com.amazon.coral.service#";
    private static final String LOST = "Unable to execute HTTP request: Connection reset";
    private static final String SERVER_ERROR =
            "The request processing has failed because of an unknown error. (Service: DynamoDb, Status Code: 500, Request ID: 1)";
    private static final String THROTTLED =
            "The level of configured provisioned throughput for the table was exceeded. (Service: DynamoDb, Status Code: 400, Request ID: 1)";
    private static final String REFUSED_CONNECTION = "Unable to execute HTTP request: Connection refused";

    /** What the HTTP client noted of an attempt: sent, its status and error type; and whether it may have been executed. */
    @ParameterizedTest(name = "sent {0}, status {1}, type {2}: {3}")
    @CsvSource({
        "false, 0,   ,                                                                      false",
        "false, 503, ,                                                                      false",
        "true,  0,   ,                                                                      true",
        "true,  200, ,                                                                      true",
        "false, 200, ,                                                                      true",
        "true,  400, com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException,      false",
        "true,  400, com.amazon.coral.validate#ValidationException,                         false",
        "true,  400, com.amazon.coral.service#ExpiredTokenException,                        false",
        "true,  403, com.amazon.coral.service#SomethingNew,                                 false",
        "true,  400, com.amazonaws.dynamodb.v20120810#TransactionInProgressException,       true",
        "true,  400, ,                                                                      true",
        "true,  408, ,                                                                      true",
        "true,  403, com.amazonaws.apigateway#ForbiddenException,                           true",
        "true,  400, ConditionalCheckFailedException,                                       true",
        "true,  500, com.amazonaws.dynamodb.v20120810#InternalServerError,                  true",
        "true,  503, ,                                                                      true",
        "true,  302, ,                                                                      true",
    })
    void byANoteOfTheHttpClient(boolean sent, int status, String type, boolean mayBe) {
        List<Transmission> notes = notes(1);
        note(notes.get(0), sent, status, type);

        assertThat(Attempts.observed(notes, new IOException()).mayHaveBeenExecuted())
                .isEqualTo(mayBe);
    }

    @Test
    void whatNeverCameToTheHttpClientWasNeverSent() {
        Attempts none = Attempts.observed(List.of(), new IllegalStateException("no credentials"));

        assertThat(none.mayHaveBeenExecuted()).isFalse();
        assertThat(none).hasToString("The only attempt never left this process (IllegalStateException).");
    }

    @Test
    void anAttemptThatIsJudgedUnsentCannotBeSentAnyMore() {
        List<Transmission> notes = notes(1);

        assertThat(Attempts.observed(notes, new IOException()).mayHaveBeenExecuted())
                .isFalse();

        assertThat(notes.get(0).begin()).isFalse();
    }

    @Test
    void aRefusalAtLastDoesNotSpeakForTheAttemptsBefore() {
        List<Transmission> notes = notes(4);
        note(notes.get(0), false, 0, null);
        note(notes.get(1), true, 0, null);
        notes.get(1).failed(new SocketTimeoutException());
        note(notes.get(2), true, 0, null);
        notes.get(2).failed(new SocketTimeoutException());
        note(notes.get(3), true, 400, DYNAMODB + "ConditionalCheckFailedException");
        Attempts attempts = Attempts.observed(notes, refusal());

        assertThat(attempts.earlierMayHaveBeenExecuted()).isTrue();
        assertThat(attempts.endedByRefusal()).isTrue();
        assertThat(attempts)
                .hasToString(
                        "Attempt 1 never left this process, attempts 2 to 3 got no answer (SocketTimeoutException),"
                                + " attempt 4 got a refusal (ConditionalCheckFailedException).");
    }

    @ParameterizedTest
    @ValueSource(strings = {DYNAMODB + "LimitExceededException", CORAL + "AccessDeniedException"})
    void anErrorOfDynamoDbsIsARefusalWithOrWithoutAClass(String type) {
        assertThat(Attempts.of(answered(400, "{\"__type\": \"" + type + "\"}")).mayHaveBeenExecuted())
                .isFalse();
        assertThat(Attempts.of(answered(500, "{\"__type\": \"" + type + "\"}")).mayHaveBeenExecuted())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{\"message\": \"Forbidden\"}",
                "{\"__type\": \"com.amazonaws.sts#Denied\"}",
                "{\"__type\": \"com.amazonaws.dynamodb.v20120810#TransactionInProgressException\"}",
                "{\"inner\": {\"__type\": \"com.amazonaws.dynamodb#X\"}}"
            })
    void aFourHundredOfAnybodyElseIsNoRefusal(String body) {
        assertThat(Attempts.of(answered(400, body)).mayHaveBeenExecuted()).isTrue();
    }

    @Test
    void theExceptionOfAFakeClientIsJudgedByItsClass() {
        assertThat(Attempts.of(ConditionalCheckFailedException.builder().build())
                        .mayHaveBeenExecuted())
                .isFalse();
        assertThat(Attempts.of(ProvisionedThroughputExceededException.builder().build())
                        .mayHaveBeenExecuted())
                .isFalse();
        assertThat(Attempts.of(InternalServerErrorException.builder().build()).mayHaveBeenExecuted())
                .isTrue();
        assertThat(Attempts.of(TransactionInProgressException.builder().build()).mayHaveBeenExecuted())
                .isTrue();
        assertThat(Attempts.of(DynamoDbException.builder().statusCode(400).build())
                        .mayHaveBeenExecuted())
                .isTrue();
    }

    /** Without notes, what the SDK's HTTP clients throw, and whether the request may have been executed. */
    static Stream<Arguments> causes() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), false),
                Arguments.of(new NoRouteToHostException("No route"), false),
                Arguments.of(new UnknownHostException("nowhere"), false),
                Arguments.of(new SSLHandshakeException("PKIX path building failed"), false),
                Arguments.of(new ConnectTimeoutException("Connect to 10.0.0.1 failed"), false),
                Arguments.of(new ConnectionRequestTimeoutException("Timeout deadline: 10 MILLISECONDS"), false),
                Arguments.of(new org.apache.http.conn.ConnectTimeoutException("Connect to 10.0.0.1 timed out"), false),
                Arguments.of(new ConnectionPoolTimeoutException("Timeout waiting for connection from pool"), false),
                Arguments.of(
                        new HttpHostConnectException(
                                new ConnectException("refused"),
                                new HttpHost("127.0.0.1"),
                                InetAddress.getLoopbackAddress()),
                        false),
                Arguments.of(new NoHttpResponseException("127.0.0.1 failed to respond"), true),
                Arguments.of(
                        new ConnectionClosedException("Premature end of Content-Length delimited message body"), true),
                Arguments.of(new IOException(new ConnectException("wrapped")), false),
                Arguments.of(new SocketTimeoutException("Connect timed out"), false),
                Arguments.of(new SSLException("Unsupported or unrecognized SSL message"), false),
                Arguments.of(new SocketTimeoutException("Read timed out"), true),
                Arguments.of(new SocketException("Connection reset"), true),
                Arguments.of(new SSLException("Connection reset"), true),
                Arguments.of(new IOException("something new"), true));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void byTheExceptionOfTheHttpClient(IOException cause, boolean mayBe) {
        SdkException failure =
                SdkClientException.create("Unable to execute HTTP request: " + cause.getMessage(), cause);

        assertThat(Attempts.of(failure).mayHaveBeenExecuted()).isEqualTo(mayBe);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unable to load credentials from any of the providers in the chain",
                "Profile file contained no credentials for profile 'absent'"
            })
    void withoutCredentialsNothingIsSent(String message) {
        assertThat(Attempts.of(SdkClientException.create(message)).mayHaveBeenExecuted())
                .isFalse();
    }

    @Test
    void whateverElseIsThrownMayHaveBeenExecuted() {
        assertThat(Stream.of(
                        ApiCallTimeoutException.create(300),
                        AbortedException.create("Thread was interrupted"),
                        SdkClientException.builder().build(),
                        Attempts.unreadable(),
                        new IllegalStateException("Connection pool shut down"),
                        new IllegalStateException(new ConnectException("in an interceptor"))))
                .allMatch(failure -> Attempts.of(failure).mayHaveBeenExecuted());
    }

    @Test
    void theFirstAttemptHasNoElderOne() {
        assertThat(Attempts.of(refusal()).earlierMayHaveBeenExecuted()).isFalse();
        assertThat(Attempts.NONE.earlierMayHaveBeenExecuted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LOST,
                SERVER_ERROR,
                "Unable to execute HTTP request: Read timed out",
                "something new",
                "Service returned HTTP status code 400 (Service: DynamoDb, Status Code: 400, Request ID: null)",
                "Service returned HTTP status code 400 (Service: DynamoDb, Status Code: 400, Request ID: 1)",
                "Too many requests (Service: DynamoDb, Status Code: 429, Request ID: 1)",
                "Rate exceeded (Service: DynamoDb, Status Code: 400, Request ID: 1)",
                "Rate of requests exceeds the allowed throughput. (Service: DynamoDb, Status Code: 400, Request ID: null)",
                "The transaction with the given request token is already in progress."
                        + " (Service: DynamoDb, Status Code: 400, Request ID: 1)"
            })
    void anEarlierAttemptThatMayHaveReachedDynamoDbMayHaveBeenExecuted(String message) {
        assertThat(Attempts.of(refusal(message)).earlierMayHaveBeenExecuted()).isTrue();
        assertThat(Attempts.of(refusal(THROTTLED, message)).earlierMayHaveBeenExecuted())
                .isTrue();
        assertThat(Attempts.of(refusal(message, REFUSED_CONNECTION)).earlierMayHaveBeenExecuted())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                THROTTLED,
                "Rate of requests exceeds the allowed throughput. (Service: DynamoDb, Status Code: 400, Request ID: 1)",
                "Throughput exceeds the current capacity of your table or index. (Service: DynamoDb, Status Code: 400, Request ID: 1)",
                REFUSED_CONNECTION,
                "Received an UnknownHostException when attempting to interact with a service.",
                "Unable to execute HTTP request: Timeout deadline: 10000 MILLISECONDS, actual: 10000 MILLISECONDS",
                "Unable to load credentials from any of the providers in the chain"
            })
    void anEarlierAttemptThatDidNotReachDynamoDbOrThatItRefusedWasNotExecuted(String message) {
        assertThat(Attempts.of(refusal(message, message)).earlierMayHaveBeenExecuted())
                .isFalse();
    }

    @Test
    void anAttemptOfWhichNothingIsKeptMayHaveBeenExecuted() {
        SdkException silent = SdkClientException.builder()
                .message(REFUSED_CONNECTION)
                .numAttempts(3)
                .build();

        assertThat(Attempts.of(silent).earlierMayHaveBeenExecuted()).isTrue();
        assertThat(Attempts.of(refusal((String) null)).earlierMayHaveBeenExecuted())
                .isTrue();
    }

    @Test
    void repetitionsAreCountedOn() {
        Attempts first = Attempts.of(SdkClientException.create("lost", new SocketException()));
        Attempts both = first.then(first).then(Attempts.of(refusal()));

        assertThat(both.earlierMayHaveBeenExecuted()).isTrue();
        assertThat(both)
                .hasToString("Attempts 1 to 2 got no answer (SocketException), attempt 3 got a refusal"
                        + " (ConditionalCheckFailedException).");
    }

    private static List<Transmission> notes(int attempts) {
        Transmissions notes = Transmissions.begin("PutItem");
        for (int i = 0; i < attempts; i++) {
            Transmissions.next("DynamoDB_20120810.PutItem");
        }
        notes.end();
        return notes.attempts();
    }

    private static void note(Transmission attempt, boolean sent, int status, String type) {
        if (sent) {
            attempt.begin();
        }
        attempt.answered(SdkHttpResponse.builder().statusCode(status).build(), type);
    }

    private static SdkException answered(int status, String body) {
        return DynamoDbException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .rawResponse(SdkBytes.fromString(body, StandardCharsets.UTF_8))
                        .build())
                .build();
    }

    /** The last attempt was answered by a refused condition; before it came the others. */
    private static SdkException refusal(String... earlier) {
        SdkException built = ConditionalCheckFailedException.builder()
                .message("The conditional request failed (Service: DynamoDb, Status Code: 400, Request ID: 1)")
                .numAttempts(1 + earlier.length)
                .build();
        List<String> messages = Arrays.asList(earlier);
        for (int i = 0; i < messages.size(); i++) {
            String message = messages.get(i);
            built.addSuppressed(SdkClientException.create(
                    message == null ? null : "Request attempt " + (i + 1) + " failure: " + message));
        }
        return built;
    }
}
