package io.dynastore.embedded.differential;

import io.dynastore.embedded.Npm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A process of dynalite. */
final class Dynalite implements AutoCloseable {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Process process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private Dynalite(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Dynalite start() throws IOException, InterruptedException {
        Npm npm = Npm.install("dynalite");
        int port = freePort();
        String[] command = {
            "node",
            "node_modules/dynalite/cli.js",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--createTableMs",
            "0"
        };
        Dynalite dynalite = new Dynalite(npm.start(command), port);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!dynalite.listens()) {
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

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Returns the body of the reply. */
    byte[] send(String operation, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("X-Amz-Date", "20260131T090000Z")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=any, SignedHeaders=host, Signature=any")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
