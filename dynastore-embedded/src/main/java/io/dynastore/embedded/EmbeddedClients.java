package io.dynastore.embedded;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClientBuilder;

/**
 * Clients of an {@link EmbeddedDynamoDb} in the same process. The AWS SDK works as it does over a network, but without a
 * socket: it signs requests, sends them as JSON, and applies its retries and time-outs. The SDK must be on the class path.
 * Thread-safe.
 */
public final class EmbeddedClients {
    /** An endpoint that does not exist: names in this domain are never assigned. */
    private static final URI ENDPOINT = URI.create("http://dynamodb.embedded.invalid");

    private EmbeddedClients() {}

    /**
     * Creates a client that meets the {@linkplain EmbeddedDynamoDb#faults() database's faults}. Closing it
     * releases all its resources.
     *
     * @param database the database
     * @return the client
     */
    public static DynamoDbClient of(EmbeddedDynamoDb database) {
        // An HTTP client from a builder is closed with the client.
        return configured(DynamoDbClient.builder())
                .httpClientBuilder(new InProcessHttpClient.Builder(database.exchange(database.faults())))
                .build();
    }

    /**
     * Creates a client for the streams of tables, as {@link #of} does for the tables.
     *
     * @param database the database
     * @return the client
     */
    public static DynamoDbStreamsClient streamsOf(EmbeddedDynamoDb database) {
        return configured(DynamoDbStreamsClient.builder())
                .httpClientBuilder(new InProcessHttpClient.Builder(database.exchange(database.faults())))
                .build();
    }

    /**
     * Sets the HTTP client, endpoint, region and credentials of a client that is being built. The client depends neither on
     * profiles nor on instance metadata.
     *
     * @param builder the client's builder
     * @param http the result of {@link #httpClient}, or an HTTP client that wraps it; the caller closes it
     * @return the builder
     */
    public static DynamoDbClientBuilder configure(DynamoDbClientBuilder builder, SdkHttpClient http) {
        return configured(builder).httpClient(http);
    }

    /**
     * Sets the same of a client for streams that is being built.
     *
     * @param builder the client's builder
     * @param http the result of {@link #httpClient}, or an HTTP client that wraps it; the caller closes it
     * @return the builder
     */
    public static DynamoDbStreamsClientBuilder configure(DynamoDbStreamsClientBuilder builder, SdkHttpClient http) {
        return configured(builder).httpClient(http);
    }

    private static <B extends AwsClientBuilder<B, C>, C> B configured(B builder) {
        return builder.endpointOverride(ENDPOINT)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("embedded", "embedded")))
                .dualstackEnabled(false)
                .fipsEnabled(false)
                .defaultsMode(DefaultsMode.LEGACY)
                .overrideConfiguration(builder.overrideConfiguration()
                        .copy(with ->
                                with.defaultProfileFile(ProfileFile.aggregator().build())));
    }

    /**
     * Creates an HTTP client that hands requests to a database, with the {@linkplain EmbeddedDynamoDb#faults() database's
     * faults}.
     *
     * @param database the database
     * @return the HTTP client
     */
    public static SdkHttpClient httpClient(EmbeddedDynamoDb database) {
        return httpClient(database, database.faults());
    }

    /**
     * Creates an HTTP client that hands requests to a database, with faults of its own. It reads the operation from the
     * header {@code X-Amz-Target} and ignores all other headers. Once closed, it fails like other HTTP clients.
     *
     * @param database the database
     * @param faults the faults of this client's requests, which replace those of the database
     * @return the HTTP client
     */
    public static SdkHttpClient httpClient(EmbeddedDynamoDb database, Faults faults) {
        return new InProcessHttpClient(database.exchange(faults));
    }
}
