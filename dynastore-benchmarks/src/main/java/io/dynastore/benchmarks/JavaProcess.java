package io.dynastore.benchmarks;

import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Starts processes on the JDK of this process, unless another is named, and reads the figures that they print. */
final class JavaProcess {
    static final String HOME = System.getProperty("java.home");
    private static final String FIGURES = "figures ";

    private static ProcessBuilder of(String home, List<String> arguments) {
        List<String> command = new ArrayList<>(arguments);
        command.add(0, Path.of(home, "bin", "java").toString());
        return new ProcessBuilder(command);
    }

    /** Runs a process to its end, and returns the lines that it printed, which the exception shows if it fails. */
    static List<String> run(String home, List<String> arguments) throws IOException, InterruptedException {
        Process process = of(home, arguments).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader()) {
            List<String> lines = output.lines().toList();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("Failed: " + arguments + "\n" + String.join("\n", lines));
            }
            return lines;
        }
    }

    /** Prints a line with figures for the process that started this one. */
    static void print(double... figures) {
        System.out.println(
                DoubleStream.of(figures).mapToObj(Double::toString).collect(Collectors.joining(" ", FIGURES, "")));
    }

    /** Returns the figures of each line with figures, of which there must be one. */
    static List<double[]> figures(List<String> output) {
        List<double[]> figures = output.stream()
                .filter(line -> line.startsWith(FIGURES))
                .map(line -> Stream.of(line.split(" ", -1))
                        .skip(1)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        if (figures.isEmpty()) {
            throw new IllegalStateException("No figures:\n" + String.join("\n", output));
        }
        return figures;
    }

    /**
     * An embedded DynamoDB in another process, reached over HTTP, so that its heap, threads and CPU time do not count as the
     * client's. It ends when this process ends.
     */
    record Database(Process process, URI endpoint) implements AutoCloseable {
        private static final int MAX_CONNECTIONS = 256;

        /** Starts the database on the class path of this process, and waits until it listens. */
        static Database start() throws IOException {
            Process process = of(HOME, List.of("-Xmx3g", "-cp", ClassPath.OWN, Database.class.getName()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String endpoint = process.inputReader().readLine();
            return new Database(process, URI.create(Objects.requireNonNull(endpoint, "It did not start.")));
        }

        /** Creates a client with connections for as many threads as any benchmark has. */
        DynamoDbClient client(ExecutionInterceptor... interceptors) {
            return EmbeddedClients.configure(
                            DynamoDbClient.builder()
                                    .overrideConfiguration(with -> with.executionInterceptors(List.of(interceptors))),
                            Apache5HttpClient.builder()
                                    .maxConnections(MAX_CONNECTIONS)
                                    .build())
                    .endpointOverride(endpoint)
                    .build();
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }

        /** Runs the database in the other process, and ends when the process that started it does. */
        public static void main(String[] arguments) {
            System.out.println(EmbeddedDynamoDb.inMemory().listen(0));
            ProcessHandle.current().parent().orElseThrow().onExit().join();
        }
    }
}
