package io.dynastore.spring.autoconfigure;

import io.dynastore.spring.autoconfigure.ClientConfigurations.ClientBuilderFactory;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Creates dynastore's client from connection details and properties, and applies the customizers. */
final class ClientFactory {
    private final ClientBuilderFactory builders;
    private final ObjectProvider<DynaStoreClientBuilderCustomizer> customizers;
    private final ClientSettings settings;
    private final EmbeddedState embedded;
    private volatile @Nullable DynamoDbClient created;
    private volatile @Nullable DefaultHttpClient connections;

    ClientFactory(
            ClientBuilderFactory builders,
            ObjectProvider<DynaStoreClientBuilderCustomizer> customizers,
            ClientSettings settings,
            EmbeddedState embedded) {
        this.builders = builders;
        this.customizers = customizers;
        this.settings = settings;
        this.embedded = embedded;
    }

    DynamoDbClient create(DynaStoreConnectionDetails details) {
        try {
            DynamoDbClientBuilder builder = builders.create(details.region());
            settings.applyTo(builder);
            DynamoDbClient client = details instanceof EmbeddedConnectionDetails inProcess
                    ? InProcessClient.build(builder, inProcess, this::customize)
                    : build(builder, details);
            created = client;
            return client;
        } catch (SdkClientException e) {
            throw ClientFailure.onBuild(e, embedded.withoutAws());
        }
    }

    private DynamoDbClient build(DynamoDbClientBuilder builder, DynaStoreConnectionDetails details) {
        URI endpoint = details.endpoint();
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        AwsCredentialsProvider credentials = details.credentialsProvider();
        if (credentials != null) {
            builder.credentialsProvider(credentials);
        }
        DefaultHttpClient http = new DefaultHttpClient(settings.connections());
        builder.httpClientBuilder(http);
        customize(builder);
        DynamoDbClient client = InProcessClient.build(builder);
        settings.report(http);
        connections = http;
        return client;
    }

    private void customize(DynamoDbClientBuilder builder) {
        builders.customize(builder);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    }

    /** Closes the connections of the client unless a customizer has set its HTTP client; the next request opens others. */
    void disconnect() {
        DefaultHttpClient http = connections;
        if (http != null) {
            http.disconnect();
        }
    }

    /** Returns whether this factory has created a client. */
    boolean hasCreated(DynamoDbClient client) {
        return client == created;
    }
}
