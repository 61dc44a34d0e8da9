package io.dynastore.spring.autoconfigure;

import io.dynastore.http.ObservedHttpClient;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.http.SdkHttpClient;
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

    /**
     * Configures and builds a client.
     *
     * @param <C> the type of the client
     * @param builder configures the client
     * @param client builds the client
     * @param details the details of the database
     * @param customizers are called last
     */
    static <C extends AwsClient> C build(
            DynamoDbClientBuilder builder,
            Supplier<C> client,
            EmbeddedConnectionDetails details,
            Consumer<DynamoDbClientBuilder> customizers) {
        InProcessClient inProcess = new InProcessClient(details);
        details.configure(builder, inProcess);
        customizers.accept(builder);
        C built = build(builder, client);
        if (inProcess.used || !isInProcess(built)) {
            return built;
        }
        built.close();
        builder.endpointOverride(details.endpoint());
        return client.get();
    }

    /** Builds a client, with the HTTP client of a customizer rather than with the builder of one that was set before. */
    static <C> C build(DynamoDbClientBuilder builder, Supplier<C> client) {
        try {
            return client.get();
        } catch (IllegalArgumentException e) {
            // The SDK rejects both an HTTP client and a builder of one, and a builder does not reveal that a customizer
            // has set the client.
            builder.httpClientBuilder(null);
            return client.get();
        }
    }

    private static boolean isInProcess(AwsClient client) {
        return EmbeddedConnectionDetails.isInProcess(
                client.serviceClientConfiguration().endpointOverride().orElse(null));
    }

    @Override
    public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
        used = true;
        return ObservedHttpClient.of(details.httpClient());
    }
}
