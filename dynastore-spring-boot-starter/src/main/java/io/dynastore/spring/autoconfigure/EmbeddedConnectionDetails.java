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
 * Connection details of an {@link EmbeddedDynamoDb} in this process. The client of the starter passes its requests to the
 * database without a socket. Clients that are created with the {@link #endpoint()} use HTTP. Thread-safe.
 */
public final class EmbeddedConnectionDetails implements DynaStoreConnectionDetails {
    /** Names in this domain are never assigned, so nothing listens there. */
    private static final URI IN_PROCESS = URI.create("http://dynamodb.embedded.invalid");

    private final EmbeddedDynamoDb database;
    private @Nullable URI endpoint;

    /**
     * Creates the details of a database, which does not listen until {@link #endpoint()} is called.
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

    /** Returns credentials that are made up: the database checks none, so real ones would be sent needlessly. */
    @Override
    public AwsCredentialsProvider credentialsProvider() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("embedded", "embedded"));
    }

    /**
     * Returns whether a client has the endpoint of this database, or the one that all clients in this process have.
     *
     * @param client the client
     * @return whether the client has such an endpoint
     */
    public boolean isReachedBy(DynamoDbClient client) {
        URI its = client.serviceClientConfiguration().endpointOverride().orElse(null);
        return isInProcess(its) || endpointInProcess().equals(its);
    }

    /** Listens on a port, or on a free one if the port is 0. */
    synchronized URI listen(int port) {
        URI listening = database.listen(port);
        endpoint = listening;
        return listening;
    }

    /** Returns the endpoint that a client in process shows, which is the one for other clients if there is one. */
    synchronized URI endpointInProcess() {
        return endpoint == null ? IN_PROCESS : endpoint;
    }

    /** Returns whether only a client in process can use an endpoint. */
    static boolean isInProcess(@Nullable URI endpoint) {
        return IN_PROCESS.equals(endpoint);
    }

    /** Configures a client in process, with an HTTP client that is closed with it; no AWS profile is read for such a client. */
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
