package io.dynastore.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.spring.idempotency.Idempotent;
import io.dynastore.spring.idempotency.IdempotentAttempt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Two instances in processes of their own, one of which is killed while it handles a request. */
class KilledInstanceTest {
    private static final String RUNNING = "attempt ";
    private static final String STARTED = "port ";

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Payments.class)
    static class Application {}

    /** Pays, and never answers if it is told to hang. */
    @RestController
    static class Payments {
        @PostMapping("/payments")
        @Idempotent
        String pay() throws InterruptedException {
            String id = IdempotentAttempt.current().orElseThrow().id();
            System.out.println(RUNNING + id);
            if (Boolean.getBoolean("hang")) {
                Thread.sleep(Long.MAX_VALUE);
            }
            return id;
        }
    }

    /** The instance that is killed. */
    public static void main(String[] args) {
        ConfigurableApplicationContext context = start(args);
        System.out.println(STARTED + context.getEnvironment().getProperty("local.server.port"));
    }

    private static ConfigurableApplicationContext start(String... args) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setRegisterShutdownHook(false);
        return application.run(args);
    }

    @Test
    void theOtherInstanceRunsTheRequestWithTheSameAttemptId() throws Exception {
        try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inMemory()) {
            String[] arguments = {
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--dynastore.endpoint=" + database.listen(0),
                "--dynastore.table.name=PaymentTable",
                "--dynastore.initialize-tables=always",
                "--dynastore.idempotency.lease=1s",
                "--dynastore.idempotency.clock-skew=0s",
                "--dynastore.idempotency.web.scope=none",
                "--spring.cloud.aws.dynamodb.enabled=false",
                "--spring.cloud.aws.region.static=eu-central-1",
                "--spring.docker.compose.enabled=false"
            };
            CompletableFuture<String> port = new CompletableFuture<>();
            CompletableFuture<String> attempt = new CompletableFuture<>();
            Process first = fork(arguments);
            try (ConfigurableApplicationContext second = start(arguments)) {
                Thread reader = new Thread(() -> read(first, port, attempt), "first-instance");
                reader.setDaemon(true);
                reader.start();
                URI uri = uri(port.get(2, TimeUnit.MINUTES));
                URI other = uri(second.getEnvironment().getRequiredProperty("local.server.port"));
                CompletableFuture<HttpResponse<String>> lost =
                        HttpClient.newHttpClient().sendAsync(request(uri), BodyHandlers.ofString());
                String id = attempt.get(1, TimeUnit.MINUTES);
                assertThat(pay(other).statusCode()).isEqualTo(409);

                first.destroyForcibly().waitFor();
                assertThat(lost).failsWithin(Duration.ofSeconds(30));
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(pay(other).statusCode()).isEqualTo(200));
                HttpResponse<String> replay = pay(other);
                assertThat(replay.body()).isEqualTo(id);
                assertThat(replay.headers().firstValue("idempotent-replayed")).hasValue("true");
            } finally {
                first.destroyForcibly();
            }
        }
    }

    private static Process fork(String... arguments) throws IOException {
        return new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-Dhang=true",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        KilledInstanceTest.class.getName()),
                                Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
    }

    private static void read(Process process, CompletableFuture<String> port, CompletableFuture<String> attempt) {
        try (BufferedReader lines = process.inputReader()) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (line.startsWith(STARTED)) {
                    port.complete(line.substring(STARTED.length()));
                } else if (line.startsWith(RUNNING)) {
                    attempt.complete(line.substring(RUNNING.length()));
                }
            }
        } catch (IOException e) {
            port.completeExceptionally(new UncheckedIOException(e));
        }
    }

    private static URI uri(String port) {
        return URI.create("http://localhost:" + port + "/payments");
    }

    private static HttpRequest request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .POST(BodyPublishers.noBody())
                .header("Idempotency-Key", "\"k\"")
                .build();
    }

    private static HttpResponse<String> pay(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request(uri), BodyHandlers.ofString());
    }
}
