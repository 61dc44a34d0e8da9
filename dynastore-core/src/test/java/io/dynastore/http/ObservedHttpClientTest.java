package io.dynastore.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.internal.Transmission;
import io.dynastore.internal.Transmissions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.utils.AttributeMap;

class ObservedHttpClientTest {
    private static final String REFUSAL = "{\"__type\":\"com.amazonaws.dynamodb.v20120810#Some\",\"message\":\"m\"}";

    private static final String PUT_ITEM = "DynamoDB_20120810.PutItem";

    private final Transmissions notes = Transmissions.begin("PutItem");

    @AfterEach
    void endTheNotes() {
        notes.end();
    }

    /** What an HTTP client does with a request. */
    private interface Transport {
        HttpExecuteResponse call(InputStream body) throws IOException;
    }

    @Test
    void openingTheBodyIsNotSendingIt() {
        ExecutableHttpRequest request = prepared(body -> {
            throw new SocketException("refused");
        });

        assertThatIOException().isThrownBy(request::call);

        assertThat(only().isUnsent()).isTrue();
        assertThat(only().failure()).isInstanceOf(SocketException.class);
    }

    @Test
    void theFirstByteIsSending() {
        ExecutableHttpRequest request = prepared(body -> {
            assertThat(body.read()).isEqualTo('b');
            throw new IllegalStateException("Connection pool shut down");
        });

        assertThatIllegalStateException().isThrownBy(request::call);

        assertThat(only().isUnsent()).isFalse();
    }

    @Test
    void whatWasGivenUpIsNotSentLater() {
        InputStream[] opened = new InputStream[1];
        ExecutableHttpRequest request = prepared(body -> {
            opened[0] = body;
            throw new SocketException("aborted");
        });

        assertThatIOException().isThrownBy(request::call);

        assertThatIOException().isThrownBy(() -> opened[0].read()).withMessageContaining("given up");
        assertThatIOException().isThrownBy(() -> opened[0].read(new byte[4]));
    }

    @Test
    void theBodyAndAnAnswerOfSuccessAreHandedOn() throws IOException {
        HttpExecuteResponse response = prepared(body -> {
                    assertThat(body.readAllBytes()).asString().isEqualTo("body");
                    return response(200, "{}");
                })
                .call();

        assertThat(read(response)).isEqualTo("{}");
        assertThat(only().status()).isEqualTo(200);
        assertThat(only().errorType()).isNull();
    }

    @Test
    void theTypeOfAnErrorIsReadAndTheBodyHandedOn() throws IOException {
        for (String body : new String[] {REFUSAL, REFUSAL + "x".repeat(100_000), "<html>", ""}) {
            HttpExecuteResponse response = prepared(sent -> response(400, body)).call();

            assertThat(read(response)).isEqualTo(body);
            assertThat(last().status()).isEqualTo(400);
            assertThat(last().errorType())
                    .isEqualTo(body.startsWith(REFUSAL) ? "com.amazonaws.dynamodb.v20120810#Some" : null);
        }
    }

    @Test
    void aTypeBeyondTheStartIsNotFoundAndNothingOfTheBodyLost() throws IOException {
        String body = "{\"Item\":\"" + "x".repeat(20_000) + "\"," + REFUSAL.substring(1);
        HttpExecuteResponse response = prepared(sent -> response(400, body)).call();

        assertThat(last().errorType()).isNull();
        assertThat(read(response)).isEqualTo(body);
    }

    @Test
    void anErrorThatIsCutOffFailsWhereItIsCutOff() throws IOException {
        AtomicBoolean aborted = new AtomicBoolean();
        InputStream cut = new InputStream() {
            private int left = 5;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new SocketException("reset");
                }
                return '{';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                buffer[offset] = (byte) read();
                return 1;
            }
        };
        HttpExecuteResponse response = prepared(sent -> HttpExecuteResponse.builder()
                        .response(SdkHttpResponse.builder().statusCode(400).build())
                        .responseBody(AbortableInputStream.create(cut, () -> aborted.set(true)))
                        .build())
                .call();
        AbortableInputStream body = response.responseBody().orElseThrow();

        assertThat(body.readNBytes(5)).hasSize(5);
        assertThatIOException().isThrownBy(body::read).withMessage("reset");
        body.abort();
        assertThat(aborted).isTrue();
        assertThat(last().errorType()).isNull();
    }

    @Test
    void aRequestThatNobodyAsksAboutIsPassedOnAsItIs() {
        HttpExecuteRequest[] passed = new HttpExecuteRequest[1];
        SdkHttpClient observed = ObservedHttpClient.of(client(given -> {
            passed[0] = given;
            return executable(body -> response(200, ""), given);
        }));

        HttpExecuteRequest another = request("DynamoDB_20120810.DescribeEndpoints");
        observed.prepareRequest(another);
        assertThat(passed[0]).as("of another operation").isSameAs(another);
        notes.end();
        HttpExecuteRequest later = request(PUT_ITEM);
        observed.prepareRequest(later);
        assertThat(passed[0]).as("after the call").isSameAs(later);
        assertThat(notes.attempts()).isEmpty();
    }

    @Test
    void aBuilderIsWrappedOnceAndClosingClosesTheWrappedClient() {
        AtomicBoolean closed = new AtomicBoolean();
        SdkHttpClient inner = new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                throw new UnsupportedOperationException();
            }

            @Override
            public String clientName() {
                return "Inner";
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
        SdkHttpClient observed = ObservedHttpClient.of(new Builder(inner)).buildWithDefaults(AttributeMap.empty());

        assertThat(observed).isInstanceOf(ObservedHttpClient.class).isSameAs(ObservedHttpClient.of(observed));
        assertThat(observed.clientName()).isEqualTo("Inner");
        observed.close();
        assertThat(closed).isTrue();
    }

    private record Builder(SdkHttpClient client) implements SdkHttpClient.Builder<Builder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            return client;
        }
    }

    private Transmission only() {
        assertThat(notes.attempts()).hasSize(1);
        return last();
    }

    private Transmission last() {
        return notes.attempts().get(notes.attempts().size() - 1);
    }

    private static String read(HttpExecuteResponse response) throws IOException {
        return new String(response.responseBody().orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static ExecutableHttpRequest prepared(Transport transport) {
        return ObservedHttpClient.of(client(request -> executable(transport, request)))
                .prepareRequest(request(PUT_ITEM));
    }

    private static HttpExecuteRequest request(String target) {
        return HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(URI.create("http://localhost"))
                        .putHeader("X-Amz-Target", target)
                        .build())
                .contentStreamProvider(ContentStreamProvider.fromUtf8String("body"))
                .build();
    }

    private interface Preparation {
        ExecutableHttpRequest prepare(HttpExecuteRequest request);
    }

    private static SdkHttpClient client(Preparation preparation) {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                return preparation.prepare(request);
            }

            @Override
            public void close() {}
        };
    }

    private static ExecutableHttpRequest executable(Transport transport, HttpExecuteRequest request) {
        // Like Apache's, it opens the body before there is a connection.
        InputStream body = request.contentStreamProvider().orElseThrow().newStream();
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return transport.call(body);
            }

            @Override
            public void abort() {}
        };
    }

    private static HttpExecuteResponse response(int status, String body) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder().statusCode(status).build())
                .responseBody(
                        AbortableInputStream.create(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
    }
}
