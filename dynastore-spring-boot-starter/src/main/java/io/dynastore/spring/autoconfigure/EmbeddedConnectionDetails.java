package io.dynastore.spring.autoconfigure;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Connection details of an {@link EmbeddedDynamoDb} in this process. The starter's client hands its requests over without a
 * socket. Clients that are made with the {@link #endpoint()} use HTTP. Thread-safe.
 */
public final class EmbeddedConnectionDetails implements DynaStoreConnectionDetails {
    /** Nothing listens there: names in this domain are never assigned. */
    private static final URI IN_PROCESS = URI.create("http://dynamodb.embedded.invalid");

    private final EmbeddedDynamoDb database;
    private @Nullable URI endpoint;

    /**
     * Creates details of a database, which does not listen until it is asked for its {@link #endpoint()}.
     *
     * @param database the database
     */
    public EmbeddedConnectionDetails(EmbeddedDynamoDb database) {
        this.database = Objects.requireNonNull(database, "database");
    }

    /**
     * Returns the endpoint for clients over HTTP. When it is called for the first time, the database begins to listen on a free
     * port of the loopback address.
     *
     * @return the endpoint
     */
    @Override
    public synchronized URI endpoint() {
        return endpoint == null ? listen(0) : endpoint;
    }

    @Override
    public Region region() {
        return Region.US_EAST_1;
    }

    /** Returns credentials that are made up: the database checks none, and real ones would be sent for nothing. */
    @Override
    public AwsCredentialsProvider credentialsProvider() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("embedded", "embedded"));
    }

    /**
     * Returns whether a client's endpoint is that of this database, or the one that all clients in process have.
     *
     * @param client the client
     * @return whether it is
     */
    public boolean isReachedBy(DynamoDbClient client) {
        URI its = client.serviceClientConfiguration().endpointOverride().orElse(null);
        return isInProcess(its) || endpointInProcess().equals(its);
    }

    /** Listens on a port, or a free one. */
    synchronized URI listen(int port) {
        URI listening = database.listen(port);
        endpoint = listening;
        return listening;
    }

    /** The endpoint that a client in process shows: that for others, if there is one. */
    synchronized URI endpointInProcess() {
        return endpoint == null ? IN_PROCESS : endpoint;
    }

    /** Whether a client has an endpoint that only a client in process can use. */
    static boolean isInProcess(@Nullable URI endpoint) {
        return IN_PROCESS.equals(endpoint);
    }

    /** Sets what a client in process needs, with an HTTP client that is closed with it; no profile is read for such a client. */
    void configure(DynamoDbClientBuilder builder, SdkHttpClient.Builder<?> http) {
        EmbeddedClients.configure(builder, httpClient())
                .endpointOverride(endpointInProcess())
                .httpClient(null)
                .httpClientBuilder(http);
    }

    SdkHttpClient httpClient() {
        return EmbeddedClients.httpClient(database);
    }

    @Override
    public String toString() {
        return "EmbeddedConnectionDetails[" + database + "]";
    }
}
