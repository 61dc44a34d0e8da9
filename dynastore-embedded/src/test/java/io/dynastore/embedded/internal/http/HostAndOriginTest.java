package io.dynastore.embedded.internal.http;

import static io.dynastore.embedded.internal.http.RawClient.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.http.RawClient.Received;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndOriginTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8000",
                "localhost:1",
                "localhost:",
                "127.0.0.1",
                "127.0.0.1:49152",
                "127.1.2.255",
                "[::1]",
                "[::1]:8000",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]"
            })
    void onALoopbackAddressItsOwnNamesAreHeard(String host) throws Refusal {
        AccessRule.ofLoopback().check(head(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "localhost.example.com",
                "db.localhost",
                "localhost.",
                "127.0.0.1.example.com",
                "127.0.0.1.nip.io:8000",
                "127.1",
                "127.0.0.256",
                "127.0.0.01",
                "0177.0.0.1",
                "2130706433",
                "0.0.0.0",
                "0",
                "10.0.0.1",
                "128.0.0.1",
                "[::2]",
                "[::]",
                "[fe80::1]",
                "[:::]",
                "host.docker.internal"
            })
    void onALoopbackAddressEveryOtherNameIsRefused(String host) {
        assertThat(statusOf(AccessRule.ofLoopback(), head(host))).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, 127.0.0.1:8000, 403",
        "http://localhost:8000, 127.0.0.1:8000, 403",
        "http://127.0.0.1:8001, 127.0.0.1:8000, 403",
        "http://127.0.0.1, 127.0.0.1:8000, 403",
        "null, 127.0.0.1:8000, 403",
        "'', 127.0.0.1:8000, 403",
        "127.0.0.1:8000, 127.0.0.1:8000, 403",
        "file://, 127.0.0.1:8000, 403",
        "http://127.0.0.1:8000/, 127.0.0.1:8000, 403",
        "http://127.0.0.1:8000 http://evil.example, 127.0.0.1:8000, 403",
        "http://127.0.0.1:8000, 127.0.0.1:8000, 0",
        "http://LOCALHOST:8000, localhost:8000, 0",
        "http://[::1]:8000, [::1]:8000, 0",
        "http://localhost, localhost:80, 0"
    })
    void onlyTheRequestsOwnOriginIsHeard(String origin, String host, int status) {
        Head head = head(host);
        head.fields().add("Origin", origin);

        assertThat(statusOf(AccessRule.ofLoopback(), head)).isEqualTo(status);
        assertThat(statusOf(AccessRule.ofAddress(List.of()), head)).isEqualTo(status);
    }

    @Test
    void ofSeveralOriginsNoneMayBeForeign() {
        Head head = head("localhost");
        head.fields().add("Origin", "http://localhost");
        head.fields().add("Origin", "http://evil.example");

        assertThat(statusOf(AccessRule.ofLoopback(), head)).isEqualTo(403);
    }

    @Test
    void aTargetInAbsoluteFormNamesTheHostTooAndBothAreChecked() {
        Head foreignTarget = new Head(
                "POST", "evil.example", "/", "", true, head("localhost").fields());
        Head foreignField = new Head(
                "POST", "localhost", "/", "", true, head("evil.example").fields());

        assertThat(statusOf(AccessRule.ofLoopback(), foreignTarget)).isEqualTo(403);
        assertThat(statusOf(AccessRule.ofLoopback(), foreignField)).isEqualTo(403);
    }

    @Test
    void onAnotherAddressEveryHostIsHeardUnlessSomeAreNamed() {
        assertThat(statusOf(AccessRule.ofAddress(List.of()), head("dynamodb.example:8000")))
                .isZero();
        AccessRule named = AccessRule.ofAddress(List.of("DynamoDB", "192.0.2.7", "[2001:DB8::1]", "2001:db8::2"));
        assertThat(List.of("dynamodb:8000", "DYNAMODB", "192.0.2.7:1", "[2001:db8::1]", "[2001:db8::2]:8000"))
                .allSatisfy(host -> assertThat(statusOf(named, head(host))).isZero());
        assertThat(List.of("localhost", "127.0.0.1", "dynamodb.example", "192.0.2.8", "[2001:db8::3]"))
                .allSatisfy(host -> assertThat(statusOf(named, head(host))).isEqualTo(403));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example\r\n", "Host: localhost\r\nOrigin: http://evil.example\r\n"})
    void aRefusedRequestReachesNothingAndLearnsNothing(String field) throws IOException {
        try (TestServer server = TestServer.echo();
                RawClient client = server.connect()) {
            Received reply = client.send(
                            "POST / HTTP/1.1\r\n" + field + fields("PutItem") + "Content-Length: 2\r\n\r\n{}")
                    .receive();

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.headers().keySet())
                    .containsExactlyInAnyOrder("date", "connection", "content-type", "content-length");
            assertThat(client.read()).isEqualTo(-1);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void aPreflightIsRefusedWithoutPermissions() throws IOException {
        try (TestServer server = TestServer.echo();
                RawClient client = server.connect()) {
            Received reply = client.send("""
                            OPTIONS / HTTP/1.1\r
                            Host: localhost\r
                            Origin: http://evil.example\r
                            Access-Control-Request-Method: POST\r
                            \r
                            """).receive();

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
        }
    }

    private static Head head(String host) {
        Fields fields = new Fields();
        fields.add("Host", host);
        return new Head("POST", null, "/", "", true, fields);
    }

    /** Returns the status of the refusal, or 0. */
    private static int statusOf(AccessRule access, Head head) {
        try {
            access.check(head);
            return 0;
        } catch (Refusal refusal) {
            return refusal.status();
        }
    }
}
