package io.dynastore.spring.autoconfigure;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Why a request to DynamoDB failed, and what to do. The AWS SDK tells what happens in the application itself by text only,
 * and what AWS answers by a code.
 *
 * @param kind what is wrong
 * @param reason the same as the end of a sentence
 * @param action what to do
 */
record ClientDiagnosis(Kind kind, String reason, String action) {
    /** Where the embedded DynamoDB is not on the class path, or would start but for another connection. */
    static final String WITHOUT_AWS =
            "To develop without AWS, add 'io.dynastore:dynastore-embedded' to the class path, by"
                    + " which DynamoDB then runs in the application, or set 'dynastore.endpoint' to the address of another one, such"
                    + " as http://localhost:8000.";

    enum Kind {
        NO_CREDENTIALS,
        WRONG_CREDENTIALS,
        DENIED,
        INVALID,
        UNREACHABLE
    }

    /**
     * Diagnoses a failure.
     *
     * @param failure what the SDK threw
     * @param endpoint the address that was configured, if any
     * @param region the region, if it is known
     * @param withoutAws how to do without AWS
     * @return the diagnosis; null for a failure that needs none, or that this does not know
     */
    static @Nullable ClientDiagnosis of(
            SdkException failure, @Nullable URI endpoint, @Nullable String region, String withoutAws) {
        if (failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
            return ofAnswer(
                    String.valueOf(answer.awsErrorDetails().errorCode()),
                    String.valueOf(answer.awsErrorDetails().errorMessage()));
        }
        if (String.valueOf(failure.getMessage()).startsWith("Unable to load credentials")) {
            return new ClientDiagnosis(
                    Kind.NO_CREDENTIALS,
                    "there are no AWS credentials.",
                    "Put them where the AWS SDK looks for them: into the environment variables AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY, or an AWS profile. On AWS give the function, container or"
                            + " instance a role.\n\n" + withoutAws);
        }
        Throwable network = networkFailure(failure);
        if (network == null) {
            return null;
        }
        String where = endpoint != null ? " at " + endpoint : region == null ? "" : " of the region " + region;
        return new ClientDiagnosis(
                Kind.UNREACHABLE,
                "the DynamoDB" + where + " does not answer (" + network + ").",
                endpoint != null
                        ? "Start it, or correct its address: 'dynastore.endpoint', where that is set. Without any"
                                + " address and with 'io.dynastore:dynastore-embedded' on the class path, DynamoDB runs in"
                                + " the application while that is developed."
                        : "Correct the region, or let the application out to the network.\n\n" + withoutAws);
    }

    private static @Nullable ClientDiagnosis ofAnswer(String code, String message) {
        return switch (code) {
            case "AccessDeniedException" ->
                new ClientDiagnosis(
                        Kind.DENIED,
                        "AWS does not allow it: " + message,
                        "Allow it, in an IAM policy, to the role or user that the application runs as, or run the"
                                + " application as another.");
            case "UnrecognizedClientException", "InvalidClientTokenId" ->
                new ClientDiagnosis(
                        Kind.WRONG_CREDENTIALS,
                        "its credentials are not known: " + message,
                        "Correct the access key, and the session token if it belongs to a temporary one, where the AWS"
                                + " SDK finds them: in the environment variables AWS_ACCESS_KEY_ID,"
                                + " AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or an AWS profile. The region has to be"
                                + " enabled in the account. DynamoDB Local takes any access key of letters and digits.");
            case "ExpiredTokenException", "ExpiredToken" ->
                new ClientDiagnosis(
                        Kind.WRONG_CREDENTIALS,
                        "its credentials have expired: " + message,
                        "Get new ones from where they came from, such as 'aws sso login', and start again. Credentials"
                                + " in environment variables are never renewed; an AWS profile's or a role's are.");
            case "InvalidSignatureException", "SignatureDoesNotMatch" ->
                new ClientDiagnosis(
                        Kind.WRONG_CREDENTIALS,
                        "its requests are not signed as they should be: " + message,
                        "Correct the secret access key, and the clock of this machine: a signature is good for a few"
                                + " minutes only.");
            case "ValidationException" ->
                new ClientDiagnosis(
                        Kind.INVALID,
                        "DynamoDB refuses it: " + message,
                        "Correct how the table is configured: its name, 'partition-key', 'sort-key' and indexes.");
            default -> null;
        };
    }

    /** The innermost, which is the plainest. */
    private static @Nullable Throwable networkFailure(Throwable failure) {
        Throwable found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                found = cause;
            }
        }
        return found;
    }
}
