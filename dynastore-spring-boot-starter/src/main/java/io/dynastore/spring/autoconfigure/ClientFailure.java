package io.dynastore.spring.autoconfigure;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/** Explains why a client cannot be created, or why a table cannot be initialized with it. */
final class ClientFailure {
    private ClientFailure() {}

    /** Explains the failure to create a client. */
    static RuntimeException onBuild(SdkClientException failure, String withoutAws) {
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith("Unable to load region")) {
            return new FailureAnalyzedException(
                    "dynastore cannot create a DynamoDB client, because no AWS region is set.",
                    "Set 'dynastore.region', or the region of all AWS clients by the environment variable"
                            + " AWS_REGION or in an AWS profile.\n\n" + withoutAws,
                    failure);
        }
        if (message.startsWith("Configured region")) {
            return new FailureAnalyzedException(
                    "dynastore cannot create a DynamoDB client, because the AWS region is invalid: " + message,
                    "Set 'dynastore.region', or the region of all AWS clients if that is not set, to the code of a"
                            + " region, such as eu-west-1.",
                    failure);
        }
        return failure;
    }

    /** Explains the failure to describe or create a table. */
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
                "dynastore cannot describe or create its DynamoDB table '" + table + "', because " + diagnosis.reason(),
                diagnosis.action()
                        + (diagnosis.kind() != ClientDiagnosis.Kind.DENIED
                                ? ""
                                : "\n\nOr create the table by your infrastructure code, and set"
                                        + " 'dynastore.initialize-tables' to 'never': the application then neither"
                                        + " describes nor creates tables, and needs no permission for that."),
                failure);
    }

    /** Returns null for another implementation of the client, such as DAX's, that does not support this. */
    static @Nullable DynamoDbServiceClientConfiguration configuration(DynamoDbClient client) {
        try {
            return client.serviceClientConfiguration();
        } catch (UnsupportedOperationException e) {
            return null;
        }
    }
}
