package io.dynastore.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A {@link LocalDynamoDb} in a process of its own, so that its heap, its threads and its CPU time are not counted as the
 * client's. It ends with this process, however that ends.
 */
public final class DynamoDbProcess implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 256;
    private static final int SECONDS_TO_END = 10;

    private final Process process;
    private final URI endpoint;

    private DynamoDbProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Starts it on the class path of this process, and waits until it answers. */
    public static DynamoDbProcess start() throws IOException {
        Process process = new ProcessBuilder(
                        java(), "-Xmx3g", "-cp", System.getProperty("java.class.path"), DynamoDbProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // Not closed: closing would end the process's output.
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String endpoint = output.readLine();
        if (endpoint == null) {
            throw new IllegalStateException("DynamoDB Local did not start in a process of its own");
        }
        return new DynamoDbProcess(process, URI.create(endpoint));
    }

    /** The {@code java} that this process runs by. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Where it answers. */
    public URI endpoint() {
        return endpoint;
    }

    /** A client of its own, with connections for as many threads as any benchmark has. */
    public DynamoDbClient client(ClientOverrideConfiguration overrides) {
        return LocalDynamoDb.client(
                endpoint,
                Apache5HttpClient.builder().maxConnections(MAX_CONNECTIONS).build(),
                overrides);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The process itself: says its endpoint, and ends when its input does. */
    public static void main(String[] arguments) throws IOException {
        try (LocalDynamoDb database = new LocalDynamoDb()) {
            System.out.println(database.endpoint());
            System.in.transferTo(System.out);
        }
    }
}
