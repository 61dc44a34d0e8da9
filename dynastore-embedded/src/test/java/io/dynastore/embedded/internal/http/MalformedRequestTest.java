package io.dynastore.embedded.internal.http;

import static io.dynastore.embedded.internal.http.RawClient.fields;
import static io.dynastore.embedded.internal.http.RawClient.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dynastore.embedded.internal.http.RawClient.Received;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that two programs could read differently, and bytes that are no request. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedRequestTest {
    private final TestServer server = TestServer.echo();

    @AfterAll
    void close() {
        server.close();
    }

    static Stream<Arguments> malformed() {
        String post = "POST / HTTP/1.1\r\n";
        String host = "Host: localhost\r\n";
        String chunked = "Transfer-Encoding: chunked\r\n";
        return Stream.of(
                arguments("no request line", 400, "hello\r\n\r\n"),
                arguments("no target", 400, "POST  HTTP/1.1\r\n" + host + "\r\n"),
                arguments("two spaces", 400, "POST  / HTTP/1.1\r\n" + host + "\r\n"),
                arguments("a space at the end", 400, "POST / HTTP/1.1 \r\n" + host + "\r\n"),
                arguments("a tab", 400, "POST\t/\tHTTP/1.1\r\n" + host + "\r\n"),
                arguments("no version", 400, "POST /\r\n" + host + "\r\n"),
                arguments("another protocol", 400, "POST / FTP/1.1\r\n" + host + "\r\n"),
                arguments("a version in lower case", 400, "POST / http/1.1\r\n" + host + "\r\n"),
                arguments("HTTP/2", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                arguments("an invalid method", 400, "PO(ST / HTTP/1.1\r\n" + host + "\r\n"),
                arguments("TLS", 400, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"),
                arguments("two empty lines", 400, "\r\n\r\n" + post + host + "\r\n"),
                arguments("no host", 400, post + fields("A") + "\r\n"),
                arguments("an empty host", 400, post + "Host:\r\n\r\n"),
                arguments("two hosts", 400, post + host + host + "\r\n"),
                arguments("a bracketed IPv4 address", 400, post + "Host: [127.0.0.1]\r\n\r\n"),
                arguments("a host with a user", 400, post + "Host: a@localhost\r\n\r\n"),
                arguments("a host with a path", 400, post + "Host: localhost/a\r\n\r\n"),
                arguments("a host with a long port", 400, post + "Host: localhost:123456\r\n\r\n"),
                arguments("bare LF in the request line", 400, "POST / HTTP/1.1\n" + host + "\r\n"),
                arguments("bare LF after a field", 400, post + "Host: localhost\n\r\n"),
                arguments("bare LF as the empty line", 400, post + host + "\n"),
                arguments("bare CR", 400, post + host + "A: b\rC: d\r\n\r\n"),
                arguments("a NUL", 400, post + host + "A: b\u0000\r\n\r\n"),
                arguments("a folded field", 400, post + host + "A: b\r\n c\r\n\r\n"),
                arguments("a field that begins with a space", 400, post + " A: b\r\n" + host + "\r\n"),
                arguments("a space before the colon", 400, post + host + "Content-Length : 1\r\n\r\n1"),
                arguments("a field without a name", 400, post + host + ": b\r\n\r\n"),
                arguments("a field without a colon", 400, post + host + "b\r\n\r\n"),
                arguments("a length that is negative", 400, post + host + "Content-Length: -1\r\n\r\n"),
                arguments("a length with a sign", 400, post + host + "Content-Length: +1\r\n\r\n1"),
                arguments("a length in hexadecimal", 400, post + host + "Content-Length: 0x1\r\n\r\n1"),
                arguments("no length", 400, post + host + "Content-Length:\r\n\r\n"),
                arguments("a list of lengths", 400, post + host + "Content-Length: 1, 1\r\n\r\n1"),
                arguments("two lengths", 400, post + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n12"),
                arguments("length and chunks", 400, post + host + chunked + "Content-Length: 1\r\n\r\n0\r\n\r\n"),
                arguments("chunks and length", 400, post + host + "Content-Length: 1\r\n" + chunked + "\r\n0\r\n\r\n"),
                arguments("chunks twice", 400, post + host + chunked + chunked + "\r\n0\r\n\r\n"),
                arguments("chunks in HTTP/1.0", 400, "POST / HTTP/1.0\r\n" + host + chunked + "\r\n0\r\n\r\n"),
                arguments("another coding", 501, post + host + "Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n"),
                arguments("two codings", 501, post + host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                arguments("an empty coding", 501, post + host + "Transfer-Encoding:\r\n\r\n0\r\n\r\n"),
                arguments("a hidden coding", 400, post + host + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n"),
                arguments("no size of a chunk", 400, post + host + chunked + "\r\n\r\n"),
                arguments("a negative size of a chunk", 400, post + host + chunked + "\r\n-1\r\n\r\n"),
                arguments("a size with a prefix", 400, post + host + chunked + "\r\n0x1\r\n1\r\n0\r\n\r\n"),
                arguments("a size that overflows", 413, post + host + chunked + "\r\n8000000000000000\r\n\r\n"),
                arguments("a size that wraps", 413, post + host + chunked + "\r\n100000000\r\n\r\n"),
                arguments("a chunk that is too short", 400, post + host + chunked + "\r\n1\r\n12\r\n0\r\n\r\n"),
                arguments(
                        "a chunk that ends with something else", 400, post + host + chunked + "\r\n1\r\n1ab0\r\n\r\n"),
                arguments("a chunk that ends with LF", 400, post + host + chunked + "\r\n1\r\n1\n0\r\n\r\n"),
                arguments("a size that ends with LF", 400, post + host + chunked + "\r\n1\n1\r\n0\r\n\r\n"),
                arguments("LF in an extension", 400, post + host + chunked + "\r\n1;a\nb\r\n1\r\n0\r\n\r\n"),
                arguments("a malformed trailer", 400, post + host + chunked + "\r\n0\r\nnone\r\n\r\n"),
                arguments("another expectation", 417, post + host + "Content-Length: 1\r\nExpect: tea\r\n\r\n1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void aMalformedRequestIsRefusedAndEndsTheConnection(String name, int status, String request) throws IOException {
        int before = server.requests.size();
        try (RawClient client = server.connect()) {
            // If the server had not ended the connection, it would answer this request.
            client.send(request + head("Smuggled") + "\r\n");
            client.endOutput();

            Received reply = client.receive();
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.headers()).containsEntry("connection", "close").doesNotContainKey("x-amzn-requestid");
            assertThat(reply.text()).endsWith(".\n");
            assertThat(client.read()).isEqualTo(-1);
        }
        assertThat(server.requests).hasSize(before);
    }
}
