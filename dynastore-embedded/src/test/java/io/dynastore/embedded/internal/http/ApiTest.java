package io.dynastore.embedded.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.embedded.internal.http.RawClient.Received;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
    private static final String REQUEST = RawClient.request("ListTables", "{}");

    private final TestServer server = TestServer.echo();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "PUT", "post"})
    void anotherMethodThanPostIsNotOfTheProtocol(String method) throws IOException {
        try (RawClient client = server.connect()) {
            Received reply = client.send(method + " / HTTP/1.1\r\nHost: localhost:8000\r\n\r\n")
                    .receive(!method.equals("HEAD"));

            assertThat(reply.status()).isEqualTo(404);
            assertThat(Integer.parseInt(reply.headers().get("content-length"))).isPositive();
            assertThat(client.send(REQUEST).receive().status()).as("then").isEqualTo(200);
        }
    }

    @Test
    void aHealthCheckIsABadRequest() throws IOException {
        try (RawClient client = server.connect()) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: localhost:8000\r\n\r\n")
                            .receive()
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void aBodyThatIsNotJsonIsReportedBeforeAnythingElse() throws IOException {
        for (String field : new String[] {"Authorization", "X-Amz-Target"}) {
            try (RawClient client = server.connect()) {
                Received reply = client.send(
                                RawClient.request("ListTables", "{]").replace(field, "X-Other"))
                        .receive();

                assertThat(reply.text()).isEqualTo("{\"__type\":\"com.amazon.coral.service#SerializationException\"}");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DynamoDBStreams_20120810.ListTables",
                "DynamoDB_20120810.ListStreams",
                "ListTables",
                "DynamoDB_20111205.GetItem",
                ""
            })
    void aTargetOfAnotherServiceIsAnUnknownOperation(String target) throws IOException {
        assertError(
                REQUEST.replace("DynamoDB_20120810.ListTables", target),
                "com.amazon.coral.service#UnknownOperationException",
                "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListStreams", "DescribeStream", "GetShardIterator", "GetRecords"})
    void theOperationsOfStreamsHaveATargetOfTheirOwn(String operation) throws IOException {
        try (RawClient client = server.connect()) {
            client.send(REQUEST.replace("DynamoDB_20120810.ListTables", "DynamoDBStreams_20120810." + operation))
                    .receive();

            assertThat(server.requests).singleElement().asString().startsWith(operation);
        }
    }

    @Test
    void aMissingTargetIsAnUnknownOperation() throws IOException {
        assertError(
                REQUEST.replace("X-Amz-Target", "X-Other"), "com.amazon.coral.service#UnknownOperationException", "");
    }

    @Test
    void aRequestWithoutASignatureIsRefused() throws IOException {
        assertError(
                REQUEST.replace("Authorization", "X-Other"),
                "com.amazon.coral.service#MissingAuthenticationTokenException",
                "Request is missing Authentication Token");
    }

    private void assertError(String request, String type, String message) throws IOException {
        try (RawClient client = server.connect()) {
            Received reply = client.send(request).receive();

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text()).contains("\"__type\":\"" + type + "\"").contains(message);
            assertThat(reply.headers()).containsKeys("x-amzn-requestid", "x-amz-crc32");
            assertThat(server.requests).isEmpty();
            assertThat(client.send(REQUEST).receive().status()).as("then").isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-amz-cbor-1.1", "application/x-www-form-urlencoded", ""})
    void aBodyOfAnotherTypeIsNotOfTheProtocol(String type) throws IOException {
        assertNotOfTheProtocol(REQUEST.replace("application/x-amz-json-1.0", type));
    }

    @Test
    void anotherPathIsNotOfTheProtocol() throws IOException {
        assertNotOfTheProtocol(REQUEST.replace("POST / ", "POST /shell "));
    }

    private void assertNotOfTheProtocol(String request) throws IOException {
        try (RawClient client = server.connect()) {
            Received reply = client.send(request).receive();

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.text()).isEqualTo("<UnknownOperationException/>\n");
            assertThat(reply.headers()).doesNotContainKey("content-type");
            assertThat(server.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/X-Amz-JSON-1.0; charset=utf-8"})
    void jsonMayBeDeclaredInOtherWays(String type) throws IOException {
        try (RawClient client = server.connect()) {
            Received reply = client.send(REQUEST.replace("application/x-amz-json-1.0", type))
                    .receive();

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers())
                    .containsEntry(
                            "content-type", type.startsWith("Application") ? "application/x-amz-json-1.0" : type);
        }
    }
}
