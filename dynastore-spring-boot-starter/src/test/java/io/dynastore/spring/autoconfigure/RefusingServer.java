package io.dynastore.spring.autoconfigure;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Answers every request as AWS does when it refuses it; on the loopback address only. */
final class RefusingServer implements AutoCloseable {
    private final HttpServer server;

    private RefusingServer(HttpServer server) {
        this.server = server;
    }

    static RefusingServer start(String type, String code, String message) {
        byte[] answer = "{\"__type\":\"%s#%s\",\"message\":\"%s\"}"
                .formatted(type, code, message)
                .getBytes(StandardCharsets.UTF_8);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
                exchange.sendResponseHeaders(400, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
            return new RefusingServer(server);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
