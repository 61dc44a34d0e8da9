package io.dynastore.spring.autoconfigure;

import static io.dynastore.spring.autoconfigure.ClientResolutionTest.storesClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.OutcomeUnknownException;
import io.dynastore.Partition;
import io.dynastore.http.ObservedHttpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.utils.AttributeMap;

/** The pool of connections and the time-outs of dynastore's client, and what is said of a pool without a free connection. */
@ExtendWith(OutputCaptureExtension.class)
class ClientPropertiesTest {
    private static final String NO_INFLUENCE = "no influence, because ";

    private final ApplicationContextRunner runner = StarterContext.bare()
            .withPropertyValues("dynastore.table.name=Tee", "dynastore.partitions.notes.type=java.lang.String");

    /** A DynamoDB that never answers. */
    private static final class Silent implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<Socket> accepted = new CopyOnWriteArrayList<>();

        Silent() throws IOException {}

        String endpoint() {
            return "dynastore.endpoint=http://127.0.0.1:" + server.getLocalPort();
        }

        /** Waits until a request has been sent. */
        void await() throws IOException {
            Socket socket = server.accept();
            accepted.add(socket);
            assertThat(socket.getInputStream().read()).isPositive();
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : accepted) {
                socket.close();
            }
            server.close();
        }
    }

    /** The SDK would try eight times, with pauses. */
    private ApplicationContextRunner withoutRetries() {
        return runner.withBean(
                DynaStoreClientBuilderCustomizer.class,
                () -> builder -> builder.overrideConfiguration(builder.overrideConfiguration()
                        .copy(with -> with.retryStrategy(DefaultRetryStrategy.doNotRetry()))));
    }

    private static void getUntilTheEnd(ApplicationContext context) {
        try {
            notes(context).get("busy");
        } catch (RuntimeException closed) {
            // The test is over.
        }
    }

    @SuppressWarnings("unchecked")
    private static Partition<String> notes(ApplicationContext context) {
        return context.getBean("notes", Partition.class);
    }

    @ParameterizedTest
    @CsvSource({"1, the only connection, is", "3, all 3 connections, are"})
    void aPoolWithoutAFreeConnectionIsNamed(int size, String all, String is) throws Exception {
        try (Silent silent = new Silent()) {
            withoutRetries()
                    .withPropertyValues(
                            silent.endpoint(),
                            "dynastore.client.max-connections=" + size,
                            "dynastore.client.connection-acquisition-timeout=20ms")
                    .run(context -> {
                        List<Thread> waiting = new ArrayList<>();
                        for (int i = 0; i < size; i++) {
                            Thread thread = new Thread(() -> getUntilTheEnd(context));
                            thread.start();
                            waiting.add(thread);
                            silent.await();
                        }
                        for (Runnable write : List.<Runnable>of(
                                () -> notes(context).put("k", "v"),
                                () -> notes(context).create("k", "v"),
                                () -> notes(context).delete("k"))) {
                            // It was never sent, so that its outcome is known.
                            assertThatExceptionOfType(SdkClientException.class)
                                    .isThrownBy(write::run)
                                    .isNotInstanceOf(OutcomeUnknownException.class)
                                    .withMessageContaining("no connection to DynamoDB became free within 20 ms: " + all
                                            + " in the pool of dynastore's client " + is + " in use. Raise"
                                            + " 'dynastore.client.max-connections', or send fewer requests at once.");
                        }
                        storesClient(context).close();
                        for (Thread thread : waiting) {
                            thread.join();
                        }
                    });
        }
    }

    @Test
    void theSdksMessagesOfOtherHttpClientsAreKnown() {
        for (String message : List.of(
                "Timeout waiting for connection from pool",
                "Timeout deadline: 10000 MILLISECONDS, actual: 10001 MILLISECONDS",
                "Deadline: 2026-11-26T04:38:38.663+0000, -1 MILLISECONDS overdue",
                "Acquire operation took longer than the configured maximum time.",
                "Connection Manager failed to acquire a connection within the defined timeout.")) {
            assertThat(PooledHttpClient.isExhausted(new IOException("failed", new IOException(message))))
                    .as(message)
                    .isTrue();
        }
        assertThat(PooledHttpClient.isExhausted(new IOException("Read timed out")))
                .isFalse();
    }

    @Test
    void timeoutsOfACallAndOfAnAttemptAreSet() {
        runner.withPropertyValues(
                        "dynastore.endpoint=" + TestDynamoDb.endpoint(),
                        "dynastore.client.api-call-timeout=5s",
                        "dynastore.client.api-call-attempt-timeout=1500ms")
                .run(context -> assertThat(storesClient(context)
                                .serviceClientConfiguration()
                                .overrideConfiguration())
                        .returns(
                                Duration.ofSeconds(5),
                                with -> with.apiCallTimeout().orElseThrow())
                        .returns(
                                Duration.ofMillis(1500),
                                with -> with.apiCallAttemptTimeout().orElseThrow()));
    }

    @Test
    void nothingIsSetByDefault() {
        runner.run(context -> assertThat(
                        storesClient(context).serviceClientConfiguration().overrideConfiguration())
                .returns(true, with -> with.apiCallTimeout().isEmpty())
                .returns(true, with -> with.apiCallAttemptTimeout().isEmpty()));
        assertThat(settings(new ClientProperties(null, null, null, null), false))
                .isNull();
    }

    @Test
    void aCustomizerHasTheLastWord() {
        runner.withPropertyValues("dynastore.client.api-call-timeout=5s")
                .withBean(
                        DynaStoreClientBuilderCustomizer.class,
                        () -> builder -> builder.overrideConfiguration(
                                builder.overrideConfiguration().copy(with -> with.apiCallTimeout(Duration.ofDays(1)))))
                .run(context -> assertThat(storesClient(context)
                                .serviceClientConfiguration()
                                .overrideConfiguration()
                                .apiCallTimeout())
                        .contains(Duration.ofDays(1)));
    }

    @Test
    void virtualThreadsGetALargerPoolUnlessItsSizeIsSet() {
        assertThat(settings(new ClientProperties(null, null, null, null), true)).isEqualTo(500);
        assertThat(settings(new ClientProperties(7, null, null, null), true)).isEqualTo(7);
        assertThat(settings(new ClientProperties(7, null, null, null), false)).isEqualTo(7);
    }

    private static Integer settings(ClientProperties properties, boolean onVirtualThreads) {
        return new ClientSettings(properties, onVirtualThreads)
                .connections()
                .get(SdkHttpConfigurationOption.MAX_CONNECTIONS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-connections=0",
                "connection-acquisition-timeout=0s",
                "api-call-timeout=-1s",
                "api-call-attempt-timeout=0s"
            })
    void aValueThatIsNotPositiveEndsTheStart(String property, CapturedOutput output) {
        String name = "'dynastore.client." + property.substring(0, property.indexOf('='));
        assertThat(FailedStart.message(
                        output,
                        MistypedPropertiesTest.Nothing.class,
                        FailedStart.notEmbedded("dynastore.client." + property)))
                .contains(name + "' is invalid: it must be positive, but is ")
                .contains("Set " + name + "' to ");
    }

    @Test
    void propertiesThatTheApplicationsClientIgnoresAreReported(CapturedOutput output) {
        for (Class<?> client :
                List.of(ClientResolutionTest.UsersClient.class, ClientResolutionTest.MarkedClient.class)) {
            runner.withUserConfiguration(client)
                    .withPropertyValues("dynastore.client.max-connections=200", "dynastore.client.api-call-timeout=2s")
                    .run(context -> assertThat(context).hasNotFailed());
        }
        assertThat(output.getOut()
                        .split("WARN.*'dynastore.client.max-connections' and"
                                + " 'dynastore.client.api-call-timeout' have no influence, because dynastore uses a"
                                + " DynamoDbClient that it has not created."))
                .hasSize(3);
    }

    @Test
    void aPoolThatACustomizerReplacesIsReported(CapturedOutput output) {
        runner.withPropertyValues(
                        "dynastore.endpoint=" + TestDynamoDb.endpoint(),
                        "dynastore.client.max-connections=200",
                        "dynastore.client.api-call-timeout=2s")
                .withBean(
                        DynaStoreClientBuilderCustomizer.class,
                        () -> builder -> builder.httpClientBuilder(ObservedHttpClient.of(Apache5HttpClient.builder())))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains("'dynastore.client.max-connections' has no influence, because a customizer sets another HTTP"
                        + " client.");
    }

    @Test
    void theHttpClientThatTheSdkIsToldToUseIsUsed(CapturedOutput output) {
        TestPropertyValues.of("software.amazon.awssdk.http.service.impl"
                        + "=software.amazon.awssdk.http.urlconnection.UrlConnectionSdkHttpService")
                .applyToSystemProperties(() -> {
                    runner.withPropertyValues(
                                    "dynastore.endpoint=" + TestDynamoDb.endpoint(),
                                    "dynastore.client.max-connections=200",
                                    "dynastore.initialize-tables=always")
                            .run(context -> assertThat(
                                            notes(context).put("k", "v").value())
                                    .isEqualTo("v"));
                    return null;
                });
        assertThat(output)
                .contains("'dynastore.client.max-connections' has no influence, because the HTTP client"
                        + " 'url-connection-client' has no pool of connections.");
    }

    /** Both are on the class path of this test. */
    @Test
    void amongSeveralHttpClientsTheSdksChoiceIsUsed(CapturedOutput output) {
        DefaultHttpClient http = new DefaultHttpClient(AttributeMap.empty());
        http.buildWithDefaults(AttributeMap.empty()).close();
        assertThat(http.built()).isNotNull();
        assertThat(http.built().clientName()).isEqualTo("Apache5");
        runner.withPropertyValues("dynastore.client.max-connections=200")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain(NO_INFLUENCE);
    }

    @Test
    void anAttemptThatTakesTooLongEnds() throws Exception {
        try (Silent silent = new Silent()) {
            withoutRetries()
                    .withPropertyValues(silent.endpoint(), "dynastore.client.api-call-attempt-timeout=10ms")
                    .run(context -> assertThatExceptionOfType(ApiCallAttemptTimeoutException.class)
                            .isThrownBy(() -> notes(context).get("k")));
        }
    }
}
