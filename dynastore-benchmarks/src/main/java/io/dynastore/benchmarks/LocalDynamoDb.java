package io.dynastore.benchmarks;

import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * A DynamoDB Local in this JVM, in memory, reached over HTTP as the real one is. Its own server binds all interfaces and
 * may send telemetry; this one is bound to the loopback address and sends none.
 */
public final class LocalDynamoDb implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final Server server = new Server();
    private final LocalDynamoDBServerHandler handler;
    private final URI endpoint;

    /** Starts it on a free port. */
    public LocalDynamoDb() {
        handler = new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, true, null, true, false), null);
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(HOST);
        server.addConnector(connector);
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not start", e);
        }
        endpoint = URI.create("http://" + HOST + ":" + connector.getLocalPort());
    }

    /** Where it answers. */
    public URI endpoint() {
        return endpoint;
    }

    /** A client of its own. */
    public DynamoDbClient client() {
        return client(http(), ClientOverrideConfiguration.builder().build());
    }

    /** A client of its own, whose requests go through the given HTTP client. */
    public DynamoDbClient client(SdkHttpClient http, ClientOverrideConfiguration overrides) {
        return client(endpoint, http, overrides);
    }

    static DynamoDbClient client(URI endpoint, SdkHttpClient http, ClientOverrideConfiguration overrides) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(overrides)
                .httpClient(http)
                .build();
    }

    /** The HTTP client of {@link #client()}. */
    public static SdkHttpClient http() {
        return UrlConnectionHttpClient.create();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not stop", e);
        } finally {
            handler.close();
        }
    }
}
