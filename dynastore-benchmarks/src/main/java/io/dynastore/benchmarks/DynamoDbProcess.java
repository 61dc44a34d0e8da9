package io.dynastore.benchmarks;

import io.dynastore.embedded.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * An embedded DynamoDB in a process of its own, reached over HTTP, so that its heap, its threads and its CPU time are not
 * counted as the client's. It ends with this process, however that ends.
 */
public final class DynamoDbProcess implements AutoCloseable {
    private static final Pattern ENDPOINT = Pattern.compile("http://[^\\s,]+");
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
        String line = output.readLine();
        Matcher endpoint = ENDPOINT.matcher(line == null ? "" : line);
        if (!endpoint.find()) {
            process.destroyForcibly();
            throw new IllegalStateException("The database did not start in a process of its own: " + line);
        }
        return new DynamoDbProcess(process, URI.create(endpoint.group()));
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
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(overrides)
                .httpClient(Apache5HttpClient.builder()
                        .maxConnections(MAX_CONNECTIONS)
                        .build())
                .build();
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

    /** The process itself: the database's program, which prints its endpoint; it ends when its input does. */
    public static void main(String[] arguments) throws InterruptedException {
        Thread end = new Thread(DynamoDbProcess::awaitEnd, "end");
        end.setDaemon(true);
        end.start();
        Main.main(new String[] {"--port", "0"});
    }

    private static void awaitEnd() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Nobody is there any more.
        }
        Runtime.getRuntime().halt(0);
    }
}
