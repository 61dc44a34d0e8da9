package io.dynastore.embedded.internal.http;

import static io.dynastore.embedded.internal.http.RawClient.head;
import static io.dynastore.embedded.internal.http.RawClient.request;
import static io.dynastore.embedded.internal.http.TestServer.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.http.RawClient.Received;
import io.dynastore.embedded.internal.wire.Answer;
import io.dynastore.embedded.internal.wire.Exchange;
import io.dynastore.embedded.internal.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(50);

    static Stream<Arguments> tooLarge() {
        String start = "POST / HTTP/1.1\r\nHost: localhost\r\n";
        return Stream.of(
                Arguments.of("a target", 414, "POST /" + "a".repeat(1000) + " HTTP/1.1\r\n"),
                Arguments.of("a field", 431, start + "A: " + "a".repeat(1000) + "\r\n\r\n"),
                Arguments.of("a name", 431, start + "a".repeat(1000)),
                Arguments.of("fields", 431, start + "A: b\r\n".repeat(10) + "\r\n"),
                Arguments.of("a body", 413, start + "Content-Length: 101\r\n\r\n"),
                Arguments.of("a body with Expect", 413, start + "Content-Length: 101\r\nExpect: 100-continue\r\n\r\n"),
                Arguments.of("a length", 413, start + "Content-Length: 99999999999999999999\r\n\r\n"),
                Arguments.of("a chunk", 413, start + "Transfer-Encoding: chunked\r\n\r\n65\r\n"),
                Arguments.of(
                        "chunks",
                        413,
                        start + "Transfer-Encoding: chunked\r\n\r\n" + "32\r\n" + "a".repeat(50) + "\r\n33\r\n"),
                Arguments.of("a chunk's line", 400, start + "Transfer-Encoding: chunked\r\n\r\n1;" + "a".repeat(1100)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooLarge")
    void aTooLargeRequestIsRefusedBeforeItsEnd(String what, int status, String request) throws IOException {
        try (TestServer server = TestServer.echo(limits(500, 100, 10, LONG, LONG));
                RawClient client = server.connect()) {
            Received reply = client.send(request).receive();

            assertThat(reply.status()).isEqualTo(status);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void theLargestBodyIsHeard() throws IOException {
        try (TestServer server = TestServer.echo(limits(500, 100, 10, LONG, LONG));
                RawClient client = server.connect()) {
            String body = "a".repeat(100);
            assertThat(client.send(request("A", body)).receive().text()).isEqualTo(body);
            assertThat(client.send(request("A", body).replace("h: 100", "h: 0000000000100"))
                            .receive()
                            .text())
                    .isEqualTo(body);
        }
    }

    @Test
    void aClientThatSendsATooLargeBodyToItsEndStillSeesTheReply() throws IOException {
        try (TestServer server = TestServer.echo();
                RawClient client = server.connect()) {
            client.send(request("PutItem", "a".repeat(16 * 1024 * 1024 + 1)));

            assertThat(client.receive().status()).isEqualTo(413);
        }
    }

    @Test
    void anIdleConnectionIsClosedWithoutAWord() throws IOException {
        try (TestServer server = TestServer.echo(limits(500, 100, 10, SHORT, LONG));
                RawClient fresh = server.connect();
                RawClient used = server.connect()) {
            assertThat(used.send(request("A", "{}")).receive().status()).isEqualTo(200);

            assertThat(fresh.read()).isEqualTo(-1);
            assertThat(used.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"P", "POST / HTTP/1.1\r\nHost: localhost\r\n", "length", "chunk"})
    void aRequestOfWhichOnlyAPartArrivesTimesOut(String part) throws IOException {
        String request = switch (part) {
            case "length" -> head("A") + "Content-Length: 2\r\n\r\n{";
            case "chunk" -> head("A") + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n";
            default -> part;
        };
        try (TestServer server = TestServer.echo(limits(500, 100, 10, LONG, SHORT));
                RawClient client = server.connect()) {
            assertThat(client.send(request).receive().status()).isEqualTo(408);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void aRequestThatIsCutOffReachesNothing() throws IOException {
        try (TestServer server = TestServer.echo();
                RawClient client = server.connect()) {
            client.send(head("PutItem") + "Content-Length: 3\r\n\r\n{}");
            client.endOutput();

            assertThat(client.read()).isEqualTo(-1);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void whereAllConnectionsAreTakenAClientThatDoesNotTakeItsReplyGivesWay() throws IOException {
        Reply large = Reply.of(200, new byte[64 * 1024 * 1024]);
        Exchange exchange =
                request -> request.operation().equals("Large") ? new Answer.Whole(large) : TestServer.same(request);
        try (TestServer server = new TestServer(exchange, limits(500, 100, 1, LONG, LONG));
                RawClient stalled = server.connect()) {
            stalled.send(request("Large", "{}")).headText();
            try (RawClient other = server.connect()) {
                assertThat(other.send(request("A", "{}")).receive().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void whereAllConnectionsAreTakenTheOneThatIsIdleForLongestGivesWay() throws IOException {
        try (TestServer server = TestServer.echo(limits(500, 100, 2, LONG, LONG));
                RawClient first = server.connect();
                RawClient second = server.connect()) {
            assertThat(second.send(request("A", "{}")).receive().status()).isEqualTo(200);
            assertThat(first.send(request("A", "{}")).receive().status()).isEqualTo(200);
            try (RawClient third = server.connect()) {
                assertThat(third.send(request("A", "{}")).receive().status()).isEqualTo(200);

                assertThat(second.read()).isEqualTo(-1);
                assertThat(first.send(request("A", "{}")).receive().status()).isEqualTo(200);
            }
        }
    }
}
