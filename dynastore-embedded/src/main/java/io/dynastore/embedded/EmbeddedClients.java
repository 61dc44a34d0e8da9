package io.dynastore.embedded;

import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Clients of an {@link EmbeddedDynamoDb} in the same process. The AWS SDK works as it does over a network, but for the
 * socket; it has to be on the class path. Thread-safe.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class EmbeddedClients {
    private EmbeddedClients() {}

    /**
     * Makes a client that knows no faults but the {@linkplain EmbeddedDynamoDb#faults() database's}.
     *
     * @param database the database
     * @return the client
     */
    public static DynamoDbClient of(EmbeddedDynamoDb database) {
        throw new UnsupportedOperationException();
    }

    /**
     * Sets the HTTP client, endpoint, region and credentials of a client to be.
     *
     * @param builder the client's builder
     * @param http what {@link #httpClient} returned
     * @return the builder
     */
    public static DynamoDbClientBuilder configure(DynamoDbClientBuilder builder, SdkHttpClient http) {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes an HTTP client that hands requests to a database, with the {@linkplain EmbeddedDynamoDb#faults() database's
     * faults}.
     *
     * @param database the database
     * @return the HTTP client
     */
    public static SdkHttpClient httpClient(EmbeddedDynamoDb database) {
        return httpClient(database, database.faults());
    }

    /**
     * Makes an HTTP client that hands requests to a database, with faults of its own.
     *
     * @param database the database
     * @param faults the faults of this client's requests, in place of the database's
     * @return the HTTP client
     */
    public static SdkHttpClient httpClient(EmbeddedDynamoDb database, Faults faults) {
        throw new UnsupportedOperationException();
    }
}
