package io.dynastore.spring.autoconfigure;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The reason why a request to DynamoDB failed, and the remedy. The AWS SDK describes errors in the application itself by text
 * only, and errors that AWS returns by a code.
 *
 * @param kind the kind of the failure
 * @param reason the reason, as the end of a sentence
 * @param action the remedy
 */
record ClientDiagnosis(Kind kind, String reason, String action) {
    /** The remedy if the embedded DynamoDB is not on the class path, or if only another connection keeps it from starting. */
    static final String WITHOUT_AWS =
            "To develop without AWS, add 'io.dynastore:dynastore-embedded' to the class path, so"
                    + " that DynamoDB runs in the application, or set 'dynastore.endpoint' to the address of another one, such"
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
     * @param failure the exception that the SDK threw
     * @param endpoint the address that is configured, or null
     * @param region the region, or null if it is unknown
     * @param withoutAws how to develop without AWS
     * @return the diagnosis, or null if the failure is unknown or explains itself
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
                    "Provide them where the AWS SDK looks for them: in the environment variables AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY, or in an AWS profile. On AWS, give the function, container or"
                            + " instance a role.\n\n" + withoutAws);
        }
        Throwable network = networkFailure(failure);
        if (network == null) {
            return null;
        }
        String where = endpoint != null
                ? "the DynamoDB at " + endpoint
                : region == null ? "DynamoDB" : "DynamoDB in the region " + region;
        return new ClientDiagnosis(
                Kind.UNREACHABLE,
                where + " does not answer (" + network + ").",
                endpoint != null
                        ? "Start it, or correct its address, 'dynastore.endpoint' if that is set. Without an"
                                + " address, and with 'io.dynastore:dynastore-embedded' on the class path, DynamoDB runs in"
                                + " the application during development."
                        : "Correct the region, or give the application access to the network.\n\n" + withoutAws);
    }

    private static @Nullable ClientDiagnosis ofAnswer(String code, String message) {
        return switch (code) {
            case "AccessDeniedException" ->
                new ClientDiagnosis(
                        Kind.DENIED,
                        "AWS does not allow it: " + message,
                        "Allow it in an IAM policy of the role or user that the application runs as, or run the"
                                + " application as another one.");
            case "UnrecognizedClientException", "InvalidClientTokenId" ->
                new ClientDiagnosis(
                        Kind.WRONG_CREDENTIALS,
                        "the credentials are invalid: " + message,
                        "Correct the access key, and the session token of temporary credentials, where the AWS"
                                + " SDK finds them: in the environment variables AWS_ACCESS_KEY_ID,"
                                + " AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or in an AWS profile. The region has to be"
                                + " enabled in the account. DynamoDB Local accepts any access key of letters and digits.");
            case "ExpiredTokenException", "ExpiredToken" ->
                new ClientDiagnosis(
                        Kind.WRONG_CREDENTIALS,
                        "the credentials have expired: " + message,
                        "Obtain new ones, for example by 'aws sso login', and restart the application. Credentials"
                                + " in environment variables are never renewed; those of an AWS profile or a role are.");
            case "InvalidSignatureException", "SignatureDoesNotMatch" ->
                new ClientDiagnosis(
                        Kind.WRONG_CREDENTIALS,
                        "the signature of the request is invalid: " + message,
                        "Correct the secret access key, and the clock of this machine: a signature is valid for a few"
                                + " minutes only.");
            case "ValidationException" ->
                new ClientDiagnosis(
                        Kind.INVALID,
                        "DynamoDB rejects the request: " + message,
                        "Correct the configuration of the table: its name, 'partition-key', 'sort-key' and indexes.");
            default -> null;
        };
    }

    /** Returns the innermost exception, which has the clearest message; null for an exhausted pool, which names its remedy. */
    private static @Nullable Throwable networkFailure(Throwable failure) {
        Throwable found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PooledHttpClient.NoFreeConnectionException) {
                return null;
            }
            if (cause instanceof IOException) {
                found = cause;
            }
        }
        return found;
    }
}
