package io.dynastore.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What clients get that repeat requests, over HTTP. */
class IdempotentRequestsTest {
    private static final String PAYMENT = "{\"account\": \"a\", \"amount\": 5}";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static WebApplication application;
    private static PaymentController controller;

    private final String key = UUID.randomUUID().toString();

    /** The user is whoever the client says that it is. */
    @Configuration(proxyBeanMethods = false)
    @Import(PaymentController.class)
    static class WithUsers {
        @Bean
        RequestPrincipal user() {
            return request -> request.getHeader("User");
        }
    }

    @BeforeAll
    static void start() {
        application = WebApplication.start(WithUsers.class);
        controller = application.context().getBean(PaymentController.class);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void nothingHasRun() {
        controller.runs();
    }

    @Test
    void aRequestThatIsRepeatedGetsTheFirstResponse() {
        HttpResponse<String> first = pay("/payments", PAYMENT, key);
        HttpResponse<String> second = pay("/payments", PAYMENT, key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().map())
                .doesNotContainKey("idempotent-replayed")
                .containsKeys("set-cookie", "x-rate");
        assertThat(controller.runs()).containsExactly("pay 5");
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body()).contains("\"account\":\"a\"");
        for (String header : List.of("content-type", "location", "etag", "content-length")) {
            assertThat(second.headers().allValues(header))
                    .isEqualTo(first.headers().allValues(header))
                    .hasSize(1);
        }
        assertThat(second.headers().firstValue("idempotent-replayed")).hasValue("true");
        assertThat(second.headers().map()).doesNotContainKeys("set-cookie", "x-rate");
    }

    @Test
    void theKeyIsAStringOfStructuredFieldsOrItsCharacters() {
        HttpResponse<String> first = pay("/payments", PAYMENT, key);

        assertThat(pay("/payments", PAYMENT, "\"" + key + "\"").body()).isEqualTo(first.body());
        assertThat(pay("/payments", PAYMENT, "  \"" + key + "\";version=1; a=?0 ")
                        .body())
                .isEqualTo(first.body());
        assertThat(controller.runs()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"\"", "\"a", "a\"", "\"a\" b", "\"a\", \"b\"", "a, b", "a b", "a;b", "\"\\a\"", "\"a\";B"})
    void aMalformedKeyIsRefused(String malformed) {
        HttpResponse<String> response = pay("/payments", PAYMENT, malformed);

        assertProblem(response, 400, "tag:dynastore.io,2026:idempotency-key-malformed");
        assertThat(controller.runs()).isEmpty();
    }

    @Test
    void aKeyHasAtMost255Characters() {
        assertThat(pay("/payments", PAYMENT, key + "x".repeat(255 - key.length()))
                        .statusCode())
                .isEqualTo(201);
        assertProblem(
                pay("/payments", PAYMENT, "x".repeat(256)), 400, "tag:dynastore.io,2026:idempotency-key-malformed");
        assertProblem(
                application.send(
                        "POST", "/payments", PAYMENT, "User", "ada", "Idempotency-Key", key, "Idempotency-Key", key),
                400,
                "tag:dynastore.io,2026:idempotency-key-malformed");
    }

    @Test
    void aMissingKeyIsRefusedUnlessItIsOptional() {
        assertProblem(
                application.send("POST", "/payments", PAYMENT, "User", "ada"),
                400,
                "tag:dynastore.io,2026:idempotency-key-missing");
        assertThat(controller.runs()).isEmpty();

        assertThat(application.send("POST", "/optional", null).body()).isEqualTo("optional 1 false");
        assertThat(application.send("POST", "/optional", null).body()).isEqualTo("optional 2 false");
        assertThat(pay("/optional", null, key).body()).isEqualTo("optional 3 true");
        assertThat(pay("/optional", null, key).body()).isEqualTo("optional 3 true");
    }

    @Test
    void anotherRequestWithTheSameKeyIsRefusedWithoutSayingWhatTheFirstWas() {
        pay("/payments", PAYMENT, key);

        HttpResponse<String> other = pay("/payments", "{\"account\": \"a\", \"amount\": 6}", key);
        assertProblem(other, 422, "tag:dynastore.io,2026:idempotency-key-reused");
        assertThat(other.body()).doesNotContain(key, "amount");
        assertProblem(pay("/payments?dry=true", PAYMENT, key), 422, "tag:dynastore.io,2026:idempotency-key-reused");
        assertProblem(
                application.send("POST", "/payments", null, "User", "ada", "Idempotency-Key", key),
                422,
                "tag:dynastore.io,2026:idempotency-key-reused");
        assertThat(controller.runs()).containsExactly("pay 5");
    }

    @Test
    void theKeyBelongsToTheOperationWhateverThePathIs() {
        assertThat(pay("/orders/1/payments", null, key).body()).contains("\"1\"");
        assertProblem(pay("/orders/2/payments", null, key), 422, "tag:dynastore.io,2026:idempotency-key-reused");
        assertThat(pay("/payments", PAYMENT, key).statusCode()).isEqualTo(201);
        assertThat(controller.runs()).containsExactly("payOrder 1", "pay 5");
    }

    @Test
    void anotherUserWithTheSameKeyGetsNothingOfTheFirstOnes() {
        HttpResponse<String> ada = pay("/payments", PAYMENT, key);
        HttpResponse<String> bob =
                application.send("POST", "/payments", PAYMENT, "User", "bob", "Idempotency-Key", key);

        assertThat(bob.statusCode()).isEqualTo(201);
        assertThat(bob.body()).isNotEqualTo(ada.body());
        assertThat(controller.runs()).containsExactly("pay 5", "pay 5");

        HttpResponse<String> nobody = application.send("POST", "/payments", PAYMENT, "Idempotency-Key", key);
        assertThat(nobody.statusCode()).isEqualTo(403);
        assertThat(controller.runs()).isEmpty();
    }

    @Test
    void aRequestThatIsRunningIsNotRunAgain() {
        CountDownLatch isRunning = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        controller.hold(isRunning, mayEnd);
        CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> pay("/slow", null, key));
        await(isRunning);

        HttpResponse<String> second = pay("/slow", null, key);
        assertProblem(second, 409, "tag:dynastore.io,2026:idempotency-key-in-progress");
        assertThat(second.headers().firstValue("retry-after")).hasValue("1");
        mayEnd.countDown();
        assertThat(first.join().body()).isEqualTo("slow 1");
        assertThat(pay("/slow", null, key).body()).isEqualTo("slow 1");
        assertThat(controller.runs()).hasSize(1);
    }

    @Test
    void aClientThatHasGoneGetsTheResponseWhenItComesBack() throws IOException {
        CountDownLatch isRunning = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        controller.hold(isRunning, mayEnd);
        write(
                "POST /slow HTTP/1.1\r\nHost: localhost\r\nUser: ada\r\nIdempotency-Key: " + key
                        + "\r\nContent-Length: 0\r\n\r\n",
                isRunning);
        mayEnd.countDown();

        Awaitility.await().untilAsserted(() -> {
            HttpResponse<String> response = pay("/slow", null, key);
            assertThat(response.body()).isEqualTo("slow 1");
            assertThat(response.headers().firstValue("idempotent-replayed")).hasValue("true");
        });
        assertThat(controller.runs()).hasSize(1);
    }

    @Test
    void aBodyThatDoesNotArriveWholeIsNoRequest() throws IOException {
        write(
                "POST /payments HTTP/1.1\r\nHost: localhost\r\nUser: ada\r\nIdempotency-Key: " + key
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + PAYMENT.length() + "\r\n\r\n"
                        + PAYMENT.substring(0, 9),
                new CountDownLatch(0));

        assertThat(pay("/payments", PAYMENT, key).statusCode()).isEqualTo(201);
        assertThat(controller.runs()).containsExactly("pay 5");
    }

    /** Sends text, waits, and closes the connection. */
    private static void write(String text, CountDownLatch until) throws IOException {
        URI uri = application.uri("/");
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            await(until);
        }
    }

    @Test
    void theResponseIsSentAgainByAnotherInstanceAndAfterARestart() {
        HttpResponse<String> first = pay("/payments", PAYMENT, key);

        try (WebApplication another = application.another(WithUsers.class)) {
            HttpResponse<String> second =
                    another.send("POST", "/payments", PAYMENT, "User", "ada", "Idempotency-Key", key);
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.headers().firstValue("location"))
                    .isEqualTo(first.headers().firstValue("location"));
            assertThat(another.context().getBean(PaymentController.class).runs())
                    .isEmpty();
        }
    }

    @Test
    void aFailedRequestIsRunAgainWithTheSameAttemptId() {
        assertThat(pay("/attempt?fail=true", null, key).statusCode()).isEqualTo(500);
        HttpResponse<String> again = pay("/attempt?fail=true", null, key);

        assertThat(again.statusCode()).isEqualTo(500);
        List<String> ids = controller.runs();
        assertThat(ids).hasSize(2);
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
    }

    @Test
    void aRefusalIsNotRecorded() {
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> refused = pay("/refused", "{\"account\": \"a\", \"amount\": 500}", key);
            assertThat(refused.statusCode()).isEqualTo(402);
            assertThat(refused.body()).isEqualTo("insufficient funds");
            assertThat(refused.headers().map()).doesNotContainKey("idempotent-replayed");
        }
        HttpResponse<String> left = pay(
                "/refused",
                "{\"account\": \"a\", \"amount\": -1}",
                UUID.randomUUID().toString());
        assertThat(left.statusCode()).isEqualTo(404);
        assertThat(left.body()).contains("\"path\":\"/refused\"");
        assertThat(controller.runs()).hasSize(3);
        assertThat(pay("/refused", "no JSON", UUID.randomUUID().toString()).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"/handled,202,accepted", "/none,204,''", "/redirects,302,''"})
    void theseResponsesAreSentAgain(String path, int status, String body) {
        HttpResponse<String> first = pay(path, null, key);
        HttpResponse<String> second = pay(path, null, key);

        assertThat(first.statusCode()).isEqualTo(status);
        assertThat(first.body()).isEqualTo(body);
        assertThat(second.statusCode()).isEqualTo(status);
        assertThat(second.body()).isEqualTo(body);
        assertThat(second.headers().firstValue("location"))
                .isEqualTo(first.headers().firstValue("location"));
        assertThat(second.headers().firstValue("content-type"))
                .isEqualTo(first.headers().firstValue("content-type"));
        assertThat(second.headers().firstValue("idempotent-replayed")).hasValue("true");
        assertThat(controller.runs()).hasSize(1);
    }

    @Test
    void anEntryIsReplayedWithItsETagAlthoughItsPreconditionIsFalseNow() {
        String revision =
                application.customers().put("c-1", Customer.ADA).revision().toString();
        String[] headers = {"User", "ada", "Idempotency-Key", key, "If-Match", revision};

        HttpResponse<String> first = application.send("PUT", "/customers/c-1", "{\"name\": \"Eve\"}", headers);
        HttpResponse<String> second = application.send("PUT", "/customers/c-1", "{\"name\": \"Eve\"}", headers);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.headers().firstValue("etag"))
                .isPresent()
                .isEqualTo(first.headers().firstValue("etag"));
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(controller.runs()).hasSize(1);
    }

    @Test
    void aResponseThatIsTooLargeIsSentOnceAndTheOperationIsNotRunAgain() {
        HttpResponse<String> first = pay("/large", null, key);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).hasSize(500_000);

        assertProblem(pay("/large", null, key), 410, "tag:dynastore.io,2026:idempotency-result-not-kept");
        assertThat(controller.runs()).hasSize(1);
    }

    @Test
    void aFormIsComparedByItsParametersHoweverTheyAreRead() {
        HttpResponse<String> first = form("POST", "/forms?source=web", "account=a%20b&amount=5");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(first.body()).startsWith("a b 5");
        assertThat(form("POST", "/forms?source=web", "amount=5&account=a+b").body())
                .isEqualTo(first.body());
        assertProblem(
                form("POST", "/forms?source=web", "account=a%20b&amount=6"),
                422,
                "tag:dynastore.io,2026:idempotency-key-reused");
        assertThat(controller.runs()).hasSize(1);

        HttpResponse<String> put = form("PUT", "/forms", "account=a%20b&amount=5");
        assertThat(put.body()).startsWith("a b 5");
        assertThat(form("PUT", "/forms", "account=a%20b&amount=5").body()).isEqualTo(put.body());
        assertThat(form("PUT", "/forms", "account=a%20b&amount=6").statusCode()).isEqualTo(422);
        assertThat(controller.runs()).hasSize(1);
    }

    @Test
    void aFormWithAFileIsComparedByItsPartsWhateverTheBoundaryIs() {
        HttpResponse<String> first = upload("x1", "hello");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("T f.txt hello");
        assertThat(upload("y2", "hello").body()).isEqualTo(first.body());
        assertThat(upload("x1", "hullo").statusCode()).isEqualTo(422);
        assertThat(controller.runs()).hasSize(1);
    }

    @Test
    void textIsRepeatedInItsEncoding() {
        HttpResponse<byte[]> first = text(BodyPublishers.ofString("größe 日本"));
        HttpResponse<byte[]> second = text(BodyPublishers.ofString("größe 日本"));

        assertThat(new String(first.body(), StandardCharsets.UTF_16)).isEqualTo("größe 日本");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("content-type"))
                .isEqualTo(first.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).containsIgnoringCase("utf-16"));
        assertThat(controller.runs()).hasSize(1);
    }

    @Test
    void aBodyInChunksIsReadWholeAndALargeOneRefused() {
        byte[] body = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> chunked = text(BodyPublishers.ofByteArrays(List.of(body, body)));
        assertThat(new String(chunked.body(), StandardCharsets.UTF_16)).hasSize(200_000);
        controller.runs();

        byte[] large = new byte[600_000];
        assertThat(text(BodyPublishers.ofByteArrays(List.of(large, large))).statusCode())
                .isEqualTo(413);
        assertThat(text(BodyPublishers.ofByteArray(new byte[1_048_577])).statusCode())
                .isEqualTo(413);
        assertThat(controller.runs()).isEmpty();
    }

    @Test
    void whatIsWrittenWithoutSpringIsRepeated() {
        HttpResponse<String> first = raw();
        HttpResponse<String> second = raw();

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.body()).isEqualTo("grün");
        assertThat(first.headers().firstValue("content-type")).hasValue("text/plain;charset=ISO-8859-1");
        assertThat(first.headers().allValues("link")).containsExactly("</a>", "</b>");
        assertThat(first.headers().firstValue("last-modified")).hasValue("Thu, 01 Jan 1970 00:00:01 GMT");
        for (String header : List.of("content-type", "link", "last-modified", "content-length")) {
            assertThat(second.headers().allValues(header))
                    .isEqualTo(first.headers().allValues(header));
        }
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(controller.runs()).hasSize(1);
    }

    private HttpResponse<String> raw() {
        return send(
                BodyPublishers.ofString("grün"),
                BodyHandlers.ofString(StandardCharsets.ISO_8859_1),
                "POST",
                "/raw",
                "Content-Type",
                "text/plain;charset=UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/later", "/async"})
    void aResponseThatIsMadeLaterIsAnErrorAndNotRecorded(String path) {
        assertThat(pay(path, null, key).statusCode()).isEqualTo(500);
        assertThat(pay(path, null, key).statusCode()).isEqualTo(500);
        assertThat(controller.runs()).hasSize(2);
    }

    @Test
    void eachOriginIsAllowedOrNotWhenAResponseIsSentAgain() {
        HttpResponse<String> first = shared("https://shop.example");
        HttpResponse<String> second = shared("https://shop.example");
        HttpResponse<String> other = shared("https://evil.example");

        assertThat(first.headers().allValues("access-control-allow-origin")).containsExactly("https://shop.example");
        assertThat(second.headers().allValues("access-control-allow-origin")).containsExactly("https://shop.example");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.body()).doesNotContain("shared");
        assertThat(controller.runs()).hasSize(1);
    }

    private HttpResponse<String> shared(String origin) {
        return send(BodyPublishers.noBody(), BodyHandlers.ofString(), "POST", "/shared", "Origin", origin);
    }

    @Test
    void otherHandlersAndMethodsHaveNothingToDoWithKeys() {
        pay("/plain", null, key);
        pay("/plain", null, key);
        assertThat(controller.runs()).hasSize(2);
        assertThat(application.get("/payments").statusCode()).isEqualTo(405);
        assertThat(pay("/nowhere", null, key).statusCode()).isEqualTo(404);
        assertThat(send(
                                BodyPublishers.ofString("x"),
                                BodyHandlers.ofString(),
                                "POST",
                                "/payments",
                                "Content-Type",
                                "text/csv")
                        .statusCode())
                .isEqualTo(415);
    }

    private static HttpResponse<String> pay(String path, @Nullable String json, String key) {
        return application.send("POST", path, json, "User", "ada", "Idempotency-Key", key);
    }

    private HttpResponse<String> form(String method, String path, String body) {
        return send(
                BodyPublishers.ofString(body),
                BodyHandlers.ofString(),
                method,
                path,
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    private HttpResponse<String> upload(String boundary, String text) {
        String body = "--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nT\r\n"
                + "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.txt\"\r\n"
                + "Content-Type: text/plain\r\n\r\n" + text + "\r\n--B--\r\n";
        return send(
                BodyPublishers.ofString(body.replace("--B", "--" + boundary)),
                BodyHandlers.ofString(),
                "POST",
                "/uploads",
                "Content-Type",
                "multipart/form-data; boundary=" + boundary);
    }

    private HttpResponse<byte[]> text(BodyPublisher body) {
        return send(body, BodyHandlers.ofByteArray(), "POST", "/texts", "Content-Type", "text/plain;charset=UTF-8");
    }

    private <T> HttpResponse<T> send(
            BodyPublisher body, HttpResponse.BodyHandler<T> handler, String method, String path, String... headers) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(application.uri(path))
                            .method(method, body)
                            .headers(headers)
                            .headers("User", "ada", "Idempotency-Key", key)
                            .build(),
                    handler);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void assertProblem(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"type\":\"" + type + "\"");
    }
}
