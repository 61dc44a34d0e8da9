package io.dynastore.embedded.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynastore.embedded.internal.console.Console;
import io.dynastore.embedded.internal.wire.Answer;
import io.dynastore.embedded.internal.wire.Exchange;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on a free port of the loopback address that records the requests which reach the exchange behind it. */
final class TestServer implements AutoCloseable {
    final List<String> requests = new CopyOnWriteArrayList<>();
    final HttpServer server;

    TestServer(Exchange exchange, Limits limits) {
        try {
            server = HttpServer.start(
                    new Api(
                            request -> {
                                requests.add(text(request));
                                return exchange.send(request);
                            },
                            new Console(request -> Reply.of(200, "{\"TableNames\":[]}".getBytes(UTF_8)))),
                    InetAddress.getLoopbackAddress(),
                    0,
                    List.of(),
                    limits);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    TestServer(Exchange exchange) {
        this(exchange, Limits.DEFAULT);
    }

    /** A server that replies with the body of the request. */
    static TestServer echo() {
        return new TestServer(TestServer::same);
    }

    static TestServer echo(Limits limits) {
        return new TestServer(TestServer::same, limits);
    }

    static Answer same(Request request) {
        return new Answer.Whole(Reply.of(200, request.body()));
    }

    /** The usual limits with one shorter time each for silent clients and smaller sizes. */
    static Limits limits(int head, int body, int connections, Duration idle, Duration partial) {
        return new Limits(head, 10, body, connections, idle, partial, partial);
    }

    static String text(Request request) {
        return request.operation() + " " + new String(request.body(), StandardCharsets.UTF_8);
    }

    RawClient connect() throws IOException {
        return new RawClient(address());
    }

    InetSocketAddress address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
    }
}
