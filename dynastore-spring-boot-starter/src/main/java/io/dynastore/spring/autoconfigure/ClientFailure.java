package io.dynastore.spring.autoconfigure;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/** Says why a client cannot be made, or why a table cannot be initialized with it. */
final class ClientFailure {
    private ClientFailure() {}

    /** For a client that cannot be made; and how to do without AWS. */
    static RuntimeException onBuild(SdkClientException failure, String withoutAws) {
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith("Unable to load region")) {
            return new FailureAnalyzedException(
                    "dynastore cannot make a DynamoDB client, because no AWS region is set.",
                    "Set 'dynastore.region', or the region of all AWS clients, by the environment variable"
                            + " AWS_REGION or in an AWS profile.\n\n" + withoutAws,
                    failure);
        }
        if (message.startsWith("Configured region")) {
            return new FailureAnalyzedException(
                    "dynastore cannot make a DynamoDB client, because its AWS region is none: " + message,
                    "Set 'dynastore.region', or the region of all AWS clients where that is not set, to the code of a"
                            + " region, such as eu-west-1.",
                    failure);
        }
        return failure;
    }

    /** For a table that cannot be looked at or created; and how to do without AWS. */
    static RuntimeException onStart(SdkException failure, String table, DynamoDbClient client, String withoutAws) {
        DynamoDbServiceClientConfiguration configuration = configuration(client);
        URI endpoint =
                configuration == null ? null : configuration.endpointOverride().orElse(null);
        ClientDiagnosis diagnosis = ClientDiagnosis.of(
                failure,
                endpoint,
                configuration == null ? null : configuration.region().id(),
                withoutAws);
        if (diagnosis == null) {
            return failure;
        }
        return new FailureAnalyzedException(
                "dynastore cannot look for its DynamoDB table '" + table + "', or cannot create it, because "
                        + diagnosis.reason(),
                diagnosis.action()
                        + (diagnosis.kind() != ClientDiagnosis.Kind.DENIED
                                ? ""
                                : "\n\nOr create the table by your infrastructure code, and set"
                                        + " 'dynastore.initialize-tables' to 'never': then the application describes and"
                                        + " creates no tables and needs no permission to."),
                failure);
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
