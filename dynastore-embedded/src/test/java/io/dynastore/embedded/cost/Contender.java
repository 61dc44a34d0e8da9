package io.dynastore.embedded.cost;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server as a program of its own, on the loopback address.
 *
 * @param name how the reports name it
 * @param command the command that starts it, without port and file
 * @param fileOption the option that names its file or folder
 */
record Contender(String name, List<String> command, String fileOption) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] REQUEST = """
            POST / HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/x-amz-json-1.0\r
            X-Amz-Target: DynamoDB_20120810.ListTables\r
            X-Amz-Date: 20260101T000000Z\r
            Authorization: AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/dynamodb/aws4_request, \
            SignedHeaders=host;x-amz-date;x-amz-target, Signature=b\r
            Content-Length: 2\r
            Connection: close\r
            \r
            {}""".getBytes(StandardCharsets.US_ASCII);

    /** Returns the embedded database, from the jars of a folder. */
    static Contender embedded(String name, Path jars, List<String> flags) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags);
        command.addAll(List.of("-cp", jars + "/*", "io.dynastore.embedded.Main"));
        return new Contender(name, command, "--file");
    }

    /** Returns dynalite, from the folder into which npm has installed it. */
    static Contender dynalite(Path folder) {
        String program = folder.resolve("node_modules/dynalite/cli.js").toString();
        return new Contender(
                "dynalite", List.of("node", program, "--host", "127.0.0.1", "--createTableMs", "0"), "--path");
    }

    /** Starts the server, and returns when it has answered a request. */
    Running start(@Nullable Path file) throws IOException, InterruptedException {
        int port = freePort();
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--port", Integer.toString(port)));
        if (file != null) {
            all.addAll(List.of(fileOption, file.toString()));
        }
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (!answers(port)) {
            if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                process.destroyForcibly();
                throw new IOException(name + " does not answer: " + String.join(" ", all));
            }
            Thread.sleep(1);
        }
        return new Running(process, port, (System.nanoTime() - begin) / 1e6);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            socket.getOutputStream().write(REQUEST);
            return new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII).contains(" 200 ");
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * A server that has answered.
     *
     * @param process its process
     * @param port its port
     * @param firstAnswerMillis the time from the start of the process to the first answer
     */
    record Running(Process process, int port, double firstAnswerMillis) implements AutoCloseable {
        URI endpoint() {
            return URI.create("http://127.0.0.1:" + port);
        }

        /** Returns the resident memory of the process, as Linux counts it. */
        double residentMegabytes() throws IOException {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        }

        /** Stops the process as a container engine does, so that it can end in order. */
        @Override
        public void close() throws IOException {
            process.destroy();
            try {
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
