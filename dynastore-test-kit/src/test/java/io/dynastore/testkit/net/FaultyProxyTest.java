package io.dynastore.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class FaultyProxyTest {
    private static final byte[] REPLY = "a reply of some length".getBytes(StandardCharsets.US_ASCII);

    private final AtomicInteger received = new AtomicInteger();
    private HttpServer server;
    private FaultyProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.incrementAndGet();
            assertThat(exchange.getRequestBody().readAllBytes()).hasSize(4);
            exchange.sendResponseHeaders(200, REPLY.length);
            exchange.getResponseBody().write(REPLY);
            exchange.close();
        });
        server.start();
        proxy = FaultyProxy.to(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.stop(0);
    }

    @Test
    void severalRequestsUseOneConnection() throws IOException {
        try (Socket client = connect()) {
            for (int i = 1; i <= 3; i++) {
                post(client, "");
                assertThat(reply(client)).startsWith("HTTP/1.1 200").endsWith(text(REPLY));
                assertThat(received).hasValue(i);
            }
        }
        assertThat(proxy.requests()).isEqualTo(3);
    }

    @Test
    void aClientThatAsksMaySendItsBody() throws IOException {
        try (Socket client = connect()) {
            post(client, "Expect: 100-continue\r\n");
            assertThat(reply(client)).startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Harm.class,
            names = {"RESET_.*|HALF_BODY_RESET"},
            mode = EnumSource.Mode.MATCH_ANY)
    void aResetIsAnException(Harm harm) throws IOException {
        proxy.next(harm);
        try (Socket client = connect()) {
            post(client, "");
            assertThatThrownBy(() -> client.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
        }
        assertThat(received).hasValue(harm.forwards() ? 1 : 0);
        assertThat(proxy.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Harm.class,
            names = {"CLOSE_.*|HALF_HEAD|HALF_BODY|BARE_200"},
            mode = EnumSource.Mode.MATCH_ANY)
    void aClosedConnectionEndsEarly(Harm harm) throws IOException {
        proxy.next(harm);
        try (Socket client = connect()) {
            post(client, "");
            String read = text(client.getInputStream().readAllBytes());
            assertThat(read).doesNotEndWith(text(REPLY));
            assertThat(read.isEmpty()).isEqualTo(harm == Harm.CLOSE_BEFORE || harm == Harm.CLOSE_AFTER);
            assertThat(read.contains("\r\n\r\n")).isEqualTo(harm == Harm.HALF_BODY || harm == Harm.BARE_200);
        }
        assertThat(received).hasValue(harm.forwards() ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Harm.class,
            names = {"SILENCE_.*"},
            mode = EnumSource.Mode.MATCH_ANY)
    void silenceLastsUntilItIsReleased(Harm harm) throws Exception {
        proxy.next(harm);
        try (Socket client = connect()) {
            post(client, "");
            CompletableFuture<byte[]> reading = CompletableFuture.supplyAsync(() -> {
                try {
                    return client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            proxy.awaitSilence();
            assertThat(reading).isNotDone();
            proxy.release();
            assertThat(reading.get(10, TimeUnit.SECONDS)).isEmpty();
        }
        assertThat(received).hasValue(harm.forwards() ? 1 : 0);
    }

    @Test
    void aHandshakeFails() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(new byte[] {22, 3, 1});
            assertThat(text(client.getInputStream().readAllBytes())).startsWith("HTTP/1.1 400");
        }
        assertThat(proxy.tlsEndpoint())
                .hasScheme("https")
                .hasPort(proxy.endpoint().getPort());
        assertThat(proxy.requests()).isZero();
    }

    @Test
    void nobodyListensAtTheRefusingEndpoint() throws IOException {
        URI refusing = FaultyProxy.refusing();
        assertThatThrownBy(() -> new Socket(refusing.getHost(), refusing.getPort()))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void aResetForgetsWhatWasScripted() throws IOException {
        proxy.next(Harm.RESET_AFTER);
        proxy.always(Harm.CLOSE_AFTER);
        proxy.reset();
        try (Socket client = connect()) {
            post(client, "");
            assertThat(reply(client)).endsWith(text(REPLY));
        }
    }

    private Socket connect() throws IOException {
        return new Socket(proxy.endpoint().getHost(), proxy.endpoint().getPort());
    }

    private static void post(Socket client, String field) throws IOException {
        client.getOutputStream()
                .write(("POST / HTTP/1.1\r\nHost: localhost\r\n" + field + "Content-Length: 4\r\n\r\nbody")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static String reply(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith(text(REPLY))) {
            read.append((char) in.read());
        }
        return read.toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
