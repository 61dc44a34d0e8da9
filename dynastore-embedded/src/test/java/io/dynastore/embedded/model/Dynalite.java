package io.dynastore.embedded.model;

import io.dynastore.embedded.Npm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A process of dynalite, another DynamoDB for tests, which was checked against AWS. */
final class Dynalite implements AutoCloseable {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final Process process;
    private final int port;

    private Dynalite(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Dynalite start() throws IOException, InterruptedException {
        Npm npm = Npm.install("dynalite");
        int port = freePort();
        Dynalite dynalite = new Dynalite(
                npm.start(
                        "node",
                        "node_modules/dynalite/cli.js",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--createTableMs",
                        "0"),
                port);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!listens(port)) {
            if (!dynalite.process.isAlive() || System.nanoTime() > end) {
                dynalite.close();
                throw new IOException("dynalite did not start: " + npm.output());
            }
            Thread.onSpinWait();
        }
        return dynalite;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    DynamoDbClient client() {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
