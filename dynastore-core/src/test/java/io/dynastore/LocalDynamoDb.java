package io.dynastore;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** One DynamoDB Local for all tests of this JVM, reached over HTTP as the real one is. */
public final class LocalDynamoDb {
    private static final URI ENDPOINT = start();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private LocalDynamoDb() {}

    private static URI start() {
        try {
            int port = freePort();
            DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(
                    new String[] {"-inMemory", "-sharedDb", "-disableTelemetry", "-port", Integer.toString(port)});
            server.start();
            return URI.create("http://127.0.0.1:" + port);
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A name that no other test of this JVM uses. */
    public static String uniqueName(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    public static URI endpoint() {
        return ENDPOINT;
    }

    /** A client whose requests go through the given HTTP client. */
    public static DynamoDbClient client(SdkHttpClient http) {
        return builder(http).build();
    }

    /** A client to be, for a test that configures it further. */
    static DynamoDbClientBuilder builder(SdkHttpClient http) {
        return DynamoDbClient.builder()
                .endpointOverride(ENDPOINT)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(http);
    }

    public static SdkHttpClient http() {
        return UrlConnectionHttpClient.create();
    }
}
