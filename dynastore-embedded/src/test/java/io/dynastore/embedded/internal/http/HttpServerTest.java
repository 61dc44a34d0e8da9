package io.dynastore.embedded.internal.http;

import static io.dynastore.embedded.internal.http.RawClient.head;
import static io.dynastore.embedded.internal.http.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynastore.embedded.internal.http.RawClient.Received;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    private final TestServer server = TestServer.echo();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aRequestIsHandedOnAndItsReplyIsSentWithItsHeaders() throws IOException {
        try (RawClient client = server.connect()) {
            Received reply = client.send(request("GetItem", "{\"a\":1}")).receive();

            assertThat(server.requests).containsExactly("GetItem {\"a\":1}");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEqualTo("{\"a\":1}");
            assertThat(reply.headers())
                    .containsEntry("content-type", "application/x-amz-json-1.0")
                    .containsEntry("content-length", "7")
                    .containsKeys("x-amzn-requestid", "x-amz-crc32", "date")
                    .doesNotContainKeys("connection", "access-control-allow-origin");
            assertThat(reply.headers().get("date"))
                    .matches("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT");
        }
    }

    @Test
    void aConnectionServesManyRequests() throws IOException {
        try (RawClient client = server.connect()) {
            for (int i = 0; i < 100; i++) {
                assertThat(client.send(request("PutItem", "{" + i + "}"))
                                .receive()
                                .text())
                        .isEqualTo("{" + i + "}");
            }
            assertThat(server.server.connections()).isOne();
        }
    }

    @Test
    void requestsThatArriveTogetherAreAnsweredInTheirOrder() throws IOException {
        try (RawClient client = server.connect()) {
            client.send(request("A", "1") + request("B", "22") + chunked("C", "3\r\n333\r\n") + request("D", "4444"));

            assertThat(client.receive().text()).isEqualTo("1");
            assertThat(client.receive().text()).isEqualTo("22");
            assertThat(client.receive().text()).isEqualTo("333");
            assertThat(client.receive().text()).isEqualTo("4444");
        }
    }

    @Test
    void aRequestMayArriveByteByByte() throws IOException {
        try (RawClient client = server.connect()) {
            for (char c : (request("GetItem", "{}") + chunked("Query", "2;x=\"y\"\r\n[]\r\n")).toCharArray()) {
                client.send(String.valueOf(c));
            }

            assertThat(client.receive().text()).isEqualTo("{}");
            assertThat(client.receive().text()).isEqualTo("[]");
        }
    }

    @Test
    void chunksAreJoinedAndTheirTrailerIsForgotten() throws IOException {
        try (RawClient client = server.connect()) {
            client.send(head("PutItem") + "Transfer-Encoding: chunked\r\n\r\n"
                    + "5\r\nhello\r\n00A;last\r\n, chunked \r\n"
                    + "5\r\nworld\r\n0\r\nX-Trailer: any\r\n\r\n" + request("GetItem", "next"));

            assertThat(client.receive().text()).isEqualTo("hello, chunked world");
            assertThat(client.receive().text()).isEqualTo("next");
        }
    }

    @Test
    void aLargeBodyArrivesWholeEitherWay() throws IOException {
        String body = "0123456789abcdef".repeat(256 * 1024);
        try (RawClient client = server.connect()) {
            assertThat(client.send(request("PutItem", body)).receive().text()).isEqualTo(body);
            assertThat(client.send(chunked("PutItem", "400000\r\n" + body + "\r\n"))
                            .receive()
                            .text())
                    .isEqualTo(body);
        }
    }

    @Test
    void aClientThatAsksBeforeItSendsTheBodyIsToldToContinue() throws IOException {
        try (RawClient client = server.connect()) {
            client.send(head("PutItem") + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");

            assertThat(client.headText()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.send("{}").receive().text()).isEqualTo("{}");
        }
    }

    @Test
    void aClientThatAlreadySendsTheBodyIsNotToldToContinue() throws IOException {
        try (RawClient client = server.connect()) {
            client.send(head("PutItem") + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n{}");

            assertThat(client.receive().status()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionEndsWhereTheClientSaysSo() throws IOException {
        try (RawClient client = server.connect()) {
            client.send(request("GetItem", "{}").replace("Host:", "Connection: foo, Close\r\nHost:"));

            assertThat(client.receive().headers()).containsEntry("connection", "close");
            assertThat(client.read()).isEqualTo(-1);
        }
    }

    @Test
    void aConnectionOfHttp10EndsUnlessTheClientKeepsIt() throws IOException {
        String request = request("GetItem", "{}").replace("HTTP/1.1", "HTTP/1.0");
        try (RawClient client = server.connect()) {
            client.send(request.replace("Host:", "Connection: keep-alive\r\nHost:"));
            assertThat(client.receive().headers()).containsEntry("connection", "keep-alive");
            assertThat(client.send(request).receive().headers()).containsEntry("connection", "close");
            assertThat(client.read()).isEqualTo(-1);
        }
    }

    @Test
    void anEmptyLineBeforeARequestIsForgiven() throws IOException {
        try (RawClient client = server.connect()) {
            assertThat(client.send("\r\n" + request("GetItem", "{}")).receive().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aTargetMayHaveItsAbsoluteFormAndAQuery() throws IOException {
        String request = request("GetItem", "{}");
        try (RawClient client = server.connect()) {
            for (String target : new String[] {"/?a=/b", "http://localhost:1", "http://127.0.0.1/", "HTTP://[::1]?a"}) {
                assertThat(client.send(request.replace(" / ", " " + target + " "))
                                .receive()
                                .status())
                        .as(target)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aClosedServerEndsItsConnectionsAndThreadsAndFreesItsPort() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        TestServer other = new TestServer(request -> {
            entered.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
            }
            return TestServer.same(request);
        });
        InetSocketAddress address = other.address();
        try (RawClient running = other.connect();
                RawClient idle = other.connect()) {
            running.send(request("GetItem", "{}"));
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
            other.close();
            other.close();

            assertThat(interrupted).isTrue();
            assertThat(endOf(running)).isTrue();
            assertThat(endOf(idle)).isTrue();
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("dynastore-embedded-http-" + address.getPort()));
            assertThatThrownBy(() -> new RawClient(address)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void theThreadsOfAServerDoNotKeepTheJvmAlive() throws IOException {
        try (RawClient client = server.connect()) {
            client.send(request("GetItem", "{}")).receive();

            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName()
                            .startsWith("dynastore-embedded-http-"
                                    + server.address().getPort()))
                    .hasSize(2)
                    .allMatch(Thread::isDaemon);
        }
    }

    private static boolean endOf(RawClient client) {
        try {
            return client.read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static String chunked(String operation, String chunks) {
        return head(operation) + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n";
    }
}
