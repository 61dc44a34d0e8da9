package io.dynastore.embedded.internal.http;

import static io.dynastore.embedded.internal.http.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynastore.embedded.internal.console.Console;
import io.dynastore.embedded.internal.http.RawClient.Received;
import io.dynastore.embedded.internal.wire.Answer;
import io.dynastore.embedded.internal.wire.Exchange;
import io.dynastore.embedded.internal.wire.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    @Test
    void aReplyOfAnIntermediaryHasItsOwnHeadersOnly() throws IOException {
        try (TestServer server = new TestServer(request -> new Answer.Whole(Reply.ofIntermediary(502, "bad gateway")));
                RawClient client = server.connect()) {
            Received reply = client.send(request("GetItem", "{}")).receive();

            assertThat(reply.status()).isEqualTo(502);
            assertThat(reply.text()).isEqualTo("bad gateway");
            assertThat(reply.headers().keySet()).containsExactlyInAnyOrder("content-type", "content-length", "date");
            assertThat(client.send(request("GetItem", "{}")).receive().status()).isEqualTo(502);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 999})
    void aCutReplyEndsWithAResetAfterAPartOfItsBody(int bytes) throws IOException {
        Reply reply = Reply.of(200, new byte[1000]);
        try (TestServer server = new TestServer(request -> new Answer.Cut(reply, bytes));
                RawClient client = server.connect()) {
            client.send(request("GetItem", "{}"));

            assertThat(client.headText()).startsWith("HTTP/1.1 200 ").contains("Content-Length: 1000\r\n");
            for (int i = 0; i < bytes; i++) {
                assertThat(client.read()).isZero();
            }
            assertThatThrownBy(client::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
    }

    @Test
    void aResetComesWithoutAByte() throws IOException {
        try (TestServer server = new TestServer(request -> new Answer.Reset("test"));
                RawClient client = server.connect()) {
            client.send(request("GetItem", "{}"));

            assertThatThrownBy(client::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
    }

    @Test
    void aFailureOfTheDatabaseIsAnInternalServerErrorAndTheConnectionGoesOn() throws IOException {
        CountDownLatch failed = new CountDownLatch(1);
        Exchange exchange = request -> {
            if (failed.getCount() > 0) {
                failed.countDown();
                throw new IllegalStateException("test");
            }
            return TestServer.same(request);
        };
        try (TestServer server = new TestServer(exchange);
                RawClient client = server.connect()) {
            Received reply = client.send(request("GetItem", "{}")).receive();

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.text()).contains("com.amazonaws.dynamodb.v20120810#InternalServerError");
            assertThat(client.send(request("GetItem", "{}")).receive().status()).isEqualTo(200);
        }
    }

    /** A second write would wait until the first one is acknowledged, if Nagle's algorithm is on. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, 10_000, 100_000, 1_000_000, 16_000_000})
    void aReplyOfAnySizeGoesOutByOneWriteWithoutNaglesAlgorithm(int size) throws IOException {
        RecordingSocket socket = new RecordingSocket(request("GetItem", "{}"));
        Reply reply = new Reply(200, Map.of(), new byte[size]);

        new Connection(
                        socket,
                        new Api(request -> new Answer.Whole(reply), new Console(request -> reply)),
                        AccessRule.ofLoopback(),
                        Limits.DEFAULT)
                .run();

        assertThat(socket.tcpNoDelay).isTrue();
        assertThat(socket.writes)
                .singleElement()
                .satisfies(bytes -> assertThat(bytes)
                        .hasSizeGreaterThan(size)
                        .startsWith("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII)));
    }

    private static final class RecordingSocket extends Socket {
        private final InputStream in;
        private final List<byte[]> writes = new ArrayList<>();
        private boolean tcpNoDelay;

        private RecordingSocket(String request) {
            in = new ByteArrayInputStream(request.getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        public void setTcpNoDelay(boolean on) {
            tcpNoDelay = on;
        }

        @Override
        public InputStream getInputStream() {
            return in;
        }

        @Override
        public OutputStream getOutputStream() {
            return new ByteArrayOutputStream() {
                @Override
                public synchronized void write(int b) {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public synchronized void write(byte[] bytes, int offset, int length) {
                    writes.add(Arrays.copyOfRange(bytes, offset, offset + length));
                }
            };
        }
    }
}
