package io.dynastore.spring.autoconfigure;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/** Says why a client cannot be made or does not reach DynamoDB, and what to do. The AWS SDK tells it by text only. */
final class ClientFailure {
    private static final String WITHOUT_AWS = "To develop without AWS, add 'software.amazon.dynamodb:DynamoDBLocal' to"
            + " the class path, which is then started, or set 'dynastore.endpoint' to the address of a DynamoDB Local,"
            + " such as http://localhost:8000.";

    private ClientFailure() {}

    /** For a client that cannot be made. */
    static RuntimeException onBuild(SdkClientException failure) {
        return !says(failure, "Unable to load region")
                ? failure
                : new FailureAnalyzedException(
                        "dynastore cannot make a DynamoDB client, because no AWS region is set.",
                        "Set 'dynastore.region', or the region of all AWS clients, by the environment variable"
                                + " AWS_REGION or in an AWS profile.\n\n" + WITHOUT_AWS,
                        failure);
    }

    /** For a table that cannot be looked at. */
    static RuntimeException onStart(SdkClientException failure, String table, DynamoDbClient client) {
        String problem = "dynastore cannot look for its DynamoDB table '" + table + "', because ";
        if (says(failure, "Unable to load credentials")) {
            return new FailureAnalyzedException(
                    problem + "there are no AWS credentials.",
                    "Put them where the AWS SDK looks for them: into the environment variables AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY, or an AWS profile. On AWS give the function, container or"
                            + " instance a role.\n\n" + WITHOUT_AWS,
                    failure);
        }
        Throwable network = networkFailure(failure);
        if (network == null) {
            return failure;
        }
        DynamoDbServiceClientConfiguration configuration = configuration(client);
        URI endpoint =
                configuration == null ? null : configuration.endpointOverride().orElse(null);
        String where = endpoint != null
                ? "at " + endpoint
                : configuration == null ? "of its client" : "of the region " + configuration.region();
        return new FailureAnalyzedException(
                problem + "the DynamoDB " + where + " does not answer (" + network + ").",
                endpoint != null
                        ? "Start it, or correct its address: 'dynastore.endpoint', where that is set. Without any"
                                + " address and with 'software.amazon.dynamodb:DynamoDBLocal' on the class path,"
                                + " DynamoDB runs in the application."
                        : "Correct the region, or let the application out to the network.\n\n" + WITHOUT_AWS,
                failure);
    }

    private static boolean says(SdkClientException failure, String beginning) {
        return String.valueOf(failure.getMessage()).startsWith(beginning);
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

    /** Null for a client of another make, such as DAX's, that does not tell. */
    private static @Nullable DynamoDbServiceClientConfiguration configuration(DynamoDbClient client) {
        try {
            return client.serviceClientConfiguration();
        } catch (UnsupportedOperationException e) {
            return null;
        }
    }
}
