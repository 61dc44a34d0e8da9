package io.dynastore;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** An HTTP client with a pool of one connection, on which another request waits for a server that never answers. */
final class FullPool implements AutoCloseable {
    /** How long a request waits for the connection. */
    static final Duration WAIT = Duration.ofMillis(20);

    private final SdkHttpClient http;
    private final ServerSocket silent;
    private final Socket taken;

    private FullPool(SdkHttpClient http, ServerSocket silent, Socket taken) {
        this.http = http;
        this.silent = silent;
        this.taken = taken;
    }

    /** Takes the only connection of an HTTP client. */
    static FullPool of(SdkHttpClient http) throws IOException {
        ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread waiting = new Thread(() -> take(http, endpoint(silent)), "waits-in-a-full-pool");
        waiting.setDaemon(true);
        waiting.start();
        Socket taken = silent.accept();
        if (taken.getInputStream().read() < 0) {
            throw new IOException("The connection was given back.");
        }
        return new FullPool(http, silent, taken);
    }

    private static void take(SdkHttpClient http, URI endpoint) {
        try {
            http.prepareRequest(HttpExecuteRequest.builder()
                            .request(SdkHttpRequest.builder()
                                    .method(SdkHttpMethod.POST)
                                    .uri(endpoint)
                                    .putHeader("Content-Length", "1")
                                    .build())
                            .contentStreamProvider(() -> new ByteArrayInputStream(new byte[1]))
                            .build())
                    .call();
        } catch (IOException | IllegalStateException e) {
            // The test is over.
        }
    }

    /** {@return the address of the server that never answers} */
    URI endpoint() {
        return endpoint(silent);
    }

    private static URI endpoint(ServerSocket socket) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** Sends a request, which gets no connection. */
    HttpExecuteResponse send(HttpExecuteRequest request) throws IOException {
        return TroubledHttp.redirect(http, request, endpoint(silent));
    }

    @Override
    public void close() {
        try (silent;
                taken) {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
