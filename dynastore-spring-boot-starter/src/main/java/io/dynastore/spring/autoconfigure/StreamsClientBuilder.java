package io.dynastore.spring.autoconfigure;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.auth.spi.scheme.AuthScheme;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.auth.scheme.DynamoDbAuthSchemeProvider;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointProvider;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClientBuilder;

/**
 * Builds a client for streams from what configures a client for tables, customizers included. Settings that only a client for
 * tables has are ignored.
 */
final class StreamsClientBuilder implements DynamoDbClientBuilder {
    /** AWS serves tables and streams at different hosts; other DynamoDBs serve both at one endpoint. */
    private static final Pattern TABLES_OF_AWS =
            Pattern.compile("dynamodb(-fips)?\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern DUAL_STACK_TABLES_OF_AWS = Pattern.compile(
            "dynamodb(-fips)?\\.[a-z0-9-]+\\.api\\.(aws|amazonwebservices\\.com\\.cn)", Pattern.CASE_INSENSITIVE);

    private final DynamoDbStreamsClientBuilder streams = DynamoDbStreamsClient.builder();

    DynamoDbStreamsClient buildStreams() {
        return streams.build();
    }

    /** Returns the endpoint of the streams of the tables at an endpoint. */
    static URI endpoint(URI tables) {
        String host = String.valueOf(tables.getHost());
        String prefix = TABLES_OF_AWS.matcher(host).matches()
                ? "streams."
                : DUAL_STACK_TABLES_OF_AWS.matcher(host).matches() ? "streams-" : "";
        return URI.create(tables.toString().replaceFirst("//", "//" + prefix));
    }

    @Override
    public DynamoDbClient build() {
        throw new UnsupportedOperationException("The starter builds the client. A customizer only configures it.");
    }

    @Override
    public DynamoDbClientBuilder endpointOverride(URI endpoint) {
        streams.endpointOverride(endpoint == null ? null : endpoint(endpoint));
        return this;
    }

    @Override
    public DynamoDbClientBuilder region(Region region) {
        streams.region(region);
        return this;
    }

    @Override
    public DynamoDbClientBuilder credentialsProvider(AwsCredentialsProvider provider) {
        streams.credentialsProvider(provider);
        return this;
    }

    @Override
    public DynamoDbClientBuilder credentialsProvider(IdentityProvider<? extends AwsCredentialsIdentity> provider) {
        streams.credentialsProvider(provider);
        return this;
    }

    @Override
    public DynamoDbClientBuilder defaultsMode(DefaultsMode mode) {
        streams.defaultsMode(mode);
        return this;
    }

    @Override
    public DynamoDbClientBuilder dualstackEnabled(Boolean enabled) {
        streams.dualstackEnabled(enabled);
        return this;
    }

    @Override
    public DynamoDbClientBuilder fipsEnabled(Boolean enabled) {
        streams.fipsEnabled(enabled);
        return this;
    }

    @Override
    public DynamoDbClientBuilder overrideConfiguration(ClientOverrideConfiguration configuration) {
        streams.overrideConfiguration(configuration);
        return this;
    }

    @Override
    public ClientOverrideConfiguration overrideConfiguration() {
        return streams.overrideConfiguration();
    }

    @Override
    public DynamoDbClientBuilder putAuthScheme(AuthScheme<?> scheme) {
        streams.putAuthScheme(scheme);
        return this;
    }

    @Override
    public DynamoDbClientBuilder addPlugin(SdkPlugin plugin) {
        streams.addPlugin(plugin);
        return this;
    }

    @Override
    public List<SdkPlugin> plugins() {
        return streams.plugins();
    }

    @Override
    public DynamoDbClientBuilder httpClient(SdkHttpClient http) {
        streams.httpClient(http);
        return this;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public DynamoDbClientBuilder httpClientBuilder(SdkHttpClient.Builder http) {
        streams.httpClientBuilder(http);
        return this;
    }

    @Override
    public DynamoDbClientBuilder endpointProvider(DynamoDbEndpointProvider provider) {
        return this;
    }

    @Override
    public DynamoDbClientBuilder authSchemeProvider(DynamoDbAuthSchemeProvider provider) {
        return this;
    }

    @Override
    public DynamoDbClientBuilder accountIdEndpointMode(AccountIdEndpointMode mode) {
        return this;
    }

    @Override
    public DynamoDbClientBuilder endpointDiscoveryEnabled(boolean enabled) {
        return this;
    }

    @Override
    @SuppressWarnings("deprecation")
    public DynamoDbClientBuilder enableEndpointDiscovery() {
        return this;
    }
}
