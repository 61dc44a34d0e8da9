package io.dynastore.spring.autoconfigure;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Creates a client for the streams of the tables that another client reaches, which dynastore has not created. */
final class StreamsClient {
    private static final String REMEDY =
            "Define a bean of the type 'DynamoDbStreamsClient' that reaches the same DynamoDB";

    private StreamsClient() {}

    /**
     * Creates the client, with the region, credentials, endpoint and time-outs of the other one.
     *
     * @param tables the other client
     * @param builder has other settings
     * @param details the details of a connection, or null if there are none
     */
    static DynamoDbStreamsClient like(
            DynamoDbClient tables, StreamsClientBuilder builder, @Nullable DynaStoreConnectionDetails details) {
        DynamoDbServiceClientConfiguration configuration = ClientFailure.configuration(tables);
        if (configuration == null) {
            throw new FailureAnalyzedException(
                    "dynastore cannot create a client for DynamoDB Streams, because the DynamoDbClient, of type "
                            + tables.getClass().getName() + ", does not say which region and credentials it uses.",
                    REMEDY + ".");
        }
        if (details instanceof EmbeddedConnectionDetails embedded && embedded.isReachedBy(tables)) {
            return InProcessClient.build(builder, builder::buildStreams, embedded, customizable -> {});
        }
        URI endpoint = configuration.endpointOverride().orElse(null);
        if (EmbeddedConnectionDetails.isInProcess(endpoint)) {
            throw new FailureAnalyzedException(
                    "dynastore cannot create a client for DynamoDB Streams, because the DynamoDbClient passes its requests"
                            + " to an embedded DynamoDB in this process that is not a bean.",
                    REMEDY + ", with 'EmbeddedClients.streamsOf', or make the 'EmbeddedDynamoDb' a bean.");
        }
        builder.region(configuration.region()).credentialsProvider(configuration.credentialsProvider());
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        ClientOverrideConfiguration its = configuration.overrideConfiguration();
        ClientOverrideConfiguration.Builder override = builder.overrideConfiguration().toBuilder();
        its.apiCallTimeout().ifPresent(override::apiCallTimeout);
        its.apiCallAttemptTimeout().ifPresent(override::apiCallAttemptTimeout);
        builder.overrideConfiguration(override.build());
        return builder.buildStreams();
    }
}
