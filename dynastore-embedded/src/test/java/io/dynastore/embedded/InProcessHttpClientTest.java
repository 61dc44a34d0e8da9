package io.dynastore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynastore.embedded.internal.wire.Answer;
import io.dynastore.embedded.internal.wire.Exchange;
import io.dynastore.embedded.internal.wire.Reply;
import io.dynastore.embedded.internal.wire.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Calls of the HTTP client as the SDK makes them, and as others could. */
class InProcessHttpClientTest {
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    @Test
    void aRequestIsHandedOverAndItsReplyRead() throws IOException {
        AtomicReference<Request> seen = new AtomicReference<>();
        Reply reply = Reply.of(200, BODY);
        HttpExecuteResponse response = prepare(request -> {
                    seen.set(request);
                    return new Answer.Whole(reply);
                })
                .call();
        assertThat(seen.get().operation()).isEqualTo("GetItem");
        assertThat(seen.get().body()).isEqualTo(BODY);
        assertThat(response.httpResponse().statusCode()).isEqualTo(200);
        assertThat(response.httpResponse().firstMatchingHeader("content-length"))
                .hasValue("7");
        reply.headers()
                .forEach((name, value) -> assertThat(response.httpResponse().firstMatchingHeader(name))
                        .hasValue(value));
        assertThat(response.responseBody().orElseThrow()).hasBinaryContent(BODY);
    }

    @Test
    void aCutReplyHasAllOfItsHeadAndEndsInAReset() throws IOException {
        HttpExecuteResponse response =
                prepare(request -> new Answer.Cut(Reply.of(200, BODY), 3)).call();
        assertThat(response.httpResponse().firstMatchingHeader("Content-Length"))
                .hasValue("7");
        InputStream body = response.responseBody().orElseThrow();
        assertThat(body.readNBytes(3)).asString(StandardCharsets.UTF_8).isEqualTo("{\"a");
        assertThatThrownBy(body::read).isInstanceOf(SocketException.class).hasMessage("Connection reset");
        assertThatThrownBy(body::readAllBytes).isInstanceOf(SocketException.class);
    }

    @Test
    void aResetNamesItsReason() {
        assertThatThrownBy(() -> prepare(request -> new Answer.Reset("just so")).call())
                .isInstanceOf(SocketException.class)
                .hasMessage("Connection reset (just so)");
    }

    @Test
    void anInterruptedCallerGetsWhatASocketGives() {
        ExecutableHttpRequest call = prepare(request -> {
            throw new InterruptedException();
        });
        assertThatThrownBy(call::call).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anAbortFreesTheCaller() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        ExecutableHttpRequest call = prepare(request -> {
            waiting.countDown();
            new CountDownLatch(1).await();
            return new Answer.Reset("never");
        });
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<Void> calling = CompletableFuture.runAsync(() -> {
            assertThatThrownBy(call::call).isInstanceOf(SocketException.class).hasMessage("Request aborted");
            interrupted.complete(Thread.interrupted());
        });
        waiting.await();
        call.abort();
        assertThat(calling).succeedsWithin(Duration.ofSeconds(20));
        assertThat(interrupted.join()).isFalse();
        assertThatThrownBy(call::call).as("once aborted").isInstanceOf(SocketException.class);
    }

    @Test
    void anAbortAfterTheReplyIsNoFailure() throws IOException {
        ExecutableHttpRequest call = prepare(request -> new Answer.Whole(Reply.of(200, BODY)));
        HttpExecuteResponse response = call.call();
        call.abort();
        assertThat(response.responseBody().orElseThrow()).hasBinaryContent(BODY);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void onceClosedCallsFail() {
        SdkHttpClient http = new InProcessHttpClient(request -> new Answer.Whole(Reply.of(200, BODY)));
        http.close();
        assertThatThrownBy(() -> http.prepareRequest(request()).call())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Connection pool shut down");
    }

    @Test
    void onceClosedNoRequestIsRead() {
        SdkHttpClient http = new InProcessHttpClient(request -> new Answer.Whole(Reply.of(200, BODY)));
        http.close();
        AtomicReference<String> read = new AtomicReference<>();
        HttpExecuteRequest request = HttpExecuteRequest.builder()
                .request(request().httpRequest())
                .contentStreamProvider(() -> {
                    read.set("read");
                    return new ByteArrayInputStream(BODY);
                })
                .build();
        assertThatThrownBy(() -> http.prepareRequest(request).call()).isInstanceOf(IllegalStateException.class);
        assertThat(read).hasNullValue();
    }

    @Test
    void closingFreesTheCallersThatWait() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        SdkHttpClient http = new InProcessHttpClient(request -> {
            waiting.countDown();
            new CountDownLatch(1).await();
            return new Answer.Reset("never");
        });
        CompletableFuture<Void> calling = CompletableFuture.runAsync(
                () -> assertThatThrownBy(http.prepareRequest(request())::call).isInstanceOf(SocketException.class));
        waiting.await();
        http.close();
        assertThat(calling).succeedsWithin(Duration.ofSeconds(20));
    }

    private static ExecutableHttpRequest prepare(Exchange database) {
        return new InProcessHttpClient(database).prepareRequest(request());
    }

    private static HttpExecuteRequest request() {
        return HttpExecuteRequest.builder()
                .request(SdkHttpFullRequest.builder()
                        .uri(URI.create("http://example.invalid/"))
                        .method(SdkHttpMethod.POST)
                        .putHeader("X-Amz-Target", "DynamoDB_20120810.GetItem")
                        .build())
                .contentStreamProvider(() -> new ByteArrayInputStream(BODY))
                .build();
    }
}
