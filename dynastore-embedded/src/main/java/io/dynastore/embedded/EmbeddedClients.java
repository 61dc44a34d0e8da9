package io.dynastore.embedded;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Clients of an {@link EmbeddedDynamoDb} in the same process. The AWS SDK works as it does over a network, except for the
 * socket: requests are signed, sent as JSON, retried and timed out. The SDK has to be on the class path. Thread-safe.
 */
public final class EmbeddedClients {
    /** Nothing listens there: names in this domain are never assigned. */
    private static final URI ENDPOINT = URI.create("http://dynamodb.embedded.invalid");

    private EmbeddedClients() {}

    /**
     * Creates a client that meets the {@linkplain EmbeddedDynamoDb#faults() database's faults}. Closing it frees all that was
     * made for it.
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
     * Sets the HTTP client of a client to be, and an endpoint, region and credentials to go with it. The client does not depend
     * on profiles nor on the metadata of a machine.
     *
     * @param builder the client's builder
     * @param http what {@link #httpClient} returned, or another HTTP client around it; whoever made it closes it
     * @return the builder
     */
    public static DynamoDbClientBuilder configure(DynamoDbClientBuilder builder, SdkHttpClient http) {
        return configured(builder).httpClient(http);
    }

    private static DynamoDbClientBuilder configured(DynamoDbClientBuilder builder) {
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
     * Creates an HTTP client that hands requests to a database, with faults of its own. It takes the operation from the header
     * {@code X-Amz-Target} and looks at no other; once closed it fails as others do.
     *
     * @param database the database
     * @param faults the faults of this client's requests, in place of the database's
     * @return the HTTP client
     */
    public static SdkHttpClient httpClient(EmbeddedDynamoDb database, Faults faults) {
        return new InProcessHttpClient(database.exchange(faults));
    }
}
