package io.dynastore.spring.autoconfigure;

import io.dynastore.http.ObservedHttpClient;
import java.util.function.Consumer;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Builds a client that passes its requests to the embedded DynamoDB without a socket. If a customizer sets another HTTP client,
 * that one is used, with the port of the database. The HTTP client is created by a builder, so it is closed with the client.
 */
final class InProcessClient implements SdkHttpClient.Builder<InProcessClient> {
    private final EmbeddedConnectionDetails details;
    private boolean used;

    private InProcessClient(EmbeddedConnectionDetails details) {
        this.details = details;
    }

    static DynamoDbClient build(
            DynamoDbClientBuilder builder,
            EmbeddedConnectionDetails details,
            Consumer<DynamoDbClientBuilder> customizers) {
        InProcessClient inProcess = new InProcessClient(details);
        details.configure(builder, inProcess);
        customizers.accept(builder);
        DynamoDbClient client = build(builder);
        if (inProcess.used || !isInProcess(client)) {
            return client;
        }
        client.close();
        return builder.endpointOverride(details.endpoint()).build();
    }

    /** Builds a client, with the HTTP client of a customizer rather than with the builder of one that was set before. */
    static DynamoDbClient build(DynamoDbClientBuilder builder) {
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            // The SDK rejects both an HTTP client and a builder of one, and a builder does not reveal that a customizer
            // has set the client.
            return builder.httpClientBuilder(null).build();
        }
    }

    private static boolean isInProcess(DynamoDbClient client) {
        return EmbeddedConnectionDetails.isInProcess(
                client.serviceClientConfiguration().endpointOverride().orElse(null));
    }

    @Override
    public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
        used = true;
        return ObservedHttpClient.of(details.httpClient());
    }
}
