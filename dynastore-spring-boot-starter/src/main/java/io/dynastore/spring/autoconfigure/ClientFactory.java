package io.dynastore.spring.autoconfigure;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Creates dynastore's clients, for tables and for streams, from connection details and properties, and applies the customizers. */
final class ClientFactory {
    private final ClientBuilderConfigurer builders;
    private final ObjectProvider<DynaStoreClientBuilderCustomizer> customizers;
    private final ClientSettings settings;
    private final EmbeddedState embedded;
    private final List<DefaultHttpClient> connections = new CopyOnWriteArrayList<>();
    private volatile @Nullable Created created;

    /** A client for tables that this factory has created. */
    private record Created(DynamoDbClient client, DynaStoreConnectionDetails details) {}

    ClientFactory(
            ClientBuilderConfigurer builders,
            ObjectProvider<DynaStoreClientBuilderCustomizer> customizers,
            ClientSettings settings,
            EmbeddedState embedded) {
        this.builders = builders;
        this.customizers = customizers;
        this.settings = settings;
        this.embedded = embedded;
    }

    DynamoDbClient create(DynaStoreConnectionDetails details) {
        DynamoDbClientBuilder builder = DynamoDbClient.builder();
        DefaultHttpClient http = new DefaultHttpClient(settings.connections());
        DynamoDbClient client = create(builder, builder::build, details, http);
        if (!(details instanceof EmbeddedConnectionDetails)) {
            settings.report(http);
        }
        created = new Created(client, details);
        return client;
    }

    /** Creates a client for the streams of the tables that a client with these details reaches. */
    DynamoDbStreamsClient createForStreams(DynaStoreConnectionDetails details) {
        StreamsClientBuilder builder = new StreamsClientBuilder();
        return create(builder, builder::buildStreams, details, new DefaultHttpClient(settings.connections()));
    }

    /**
     * Creates a client for the streams of the tables that a client reaches. If this factory has not created that one, it is
     * assumed to be of Spring Cloud AWS, if present, whose settings and customizers apply then.
     */
    DynamoDbStreamsClient createForStreams(DynamoDbClient tables, @Nullable DynaStoreConnectionDetails details) {
        Created known = created;
        if (known != null && known.client() == tables) {
            return createForStreams(known.details());
        }
        StreamsClientBuilder builder = new StreamsClientBuilder();
        DynamoDbServiceClientConfiguration configuration = ClientFailure.configuration(tables);
        if (configuration != null) {
            builders.configure(builder, configuration.region());
            builders.customize(builder);
        }
        return StreamsClient.like(tables, builder, details);
    }

    private <C extends AwsClient> C create(
            DynamoDbClientBuilder builder,
            Supplier<C> client,
            DynaStoreConnectionDetails details,
            DefaultHttpClient http) {
        try {
            builders.configure(builder, details.region());
            settings.applyTo(builder);
            return details instanceof EmbeddedConnectionDetails inProcess
                    ? InProcessClient.build(builder, client, inProcess, this::customize)
                    : build(builder, client, details, http);
        } catch (SdkClientException e) {
            throw ClientFailure.onBuild(e, embedded.withoutAws());
        }
    }

    private <C> C build(
            DynamoDbClientBuilder builder,
            Supplier<C> client,
            DynaStoreConnectionDetails details,
            DefaultHttpClient http) {
        URI endpoint = details.endpoint();
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        AwsCredentialsProvider credentials = details.credentialsProvider();
        if (credentials != null) {
            builder.credentialsProvider(credentials);
        }
        builder.httpClientBuilder(http);
        customize(builder);
        C built = InProcessClient.build(builder, client);
        connections.add(http);
        return built;
    }

    private void customize(DynamoDbClientBuilder builder) {
        builders.customize(builder);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    }

    /** Closes the connections of the clients unless a customizer has set their HTTP client; the next request opens others. */
    void disconnect() {
        connections.forEach(DefaultHttpClient::disconnect);
    }

    /** Returns whether this factory has created a client. */
    boolean hasCreated(DynamoDbClient client) {
        Created known = created;
        return known != null && known.client() == client;
    }
}
