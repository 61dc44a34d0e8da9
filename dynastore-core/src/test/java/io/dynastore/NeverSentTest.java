package io.dynastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dynastore.embedded.Fault;
import io.dynastore.embedded.Faults;
import io.dynastore.http.ObservedHttpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A write that never left the process throws what the SDK threw, with or without an observed HTTP client. */
class NeverSentTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    /** Each kind of write. */
    @SuppressWarnings("ImmutableEnumChecker")
    enum Write {
        CREATE(partition -> partition.create("k", "v")),
        PUT(partition -> partition.put("k", "v")),
        UPDATE(partition -> partition.update("k", new Revision(1, null), "v")),
        DELETE(partition -> partition.delete("k")),
        DELETE_ALL(partition -> partition.deleteAll(List.of("k"))),
        TRANSACT(partition -> {
            partition.table().store().transact(tx -> tx.put(partition, "k", "v"));
            return true;
        });

        private final Function<Partition<String>, Object> action;

        Write(Function<Partition<String>, Object> action) {
            this.action = action;
        }

        Throwable fail(DynamoDbClient client) {
            Partition<String> partition = DynaStore.builder(client)
                    .pause(duration -> {})
                    .build()
                    .table("Any")
                    .partition("any");
            return catchThrowable(() -> action.apply(partition));
        }
    }

    static Stream<Arguments> httpClients() {
        return Stream.of(
                Arguments.of(
                        "Apache 5",
                        Apache5HttpClient.builder()
                                .connectionTimeout(SHORT)
                                .connectionAcquisitionTimeout(SHORT)
                                .maxConnections(1)),
                Arguments.of("Apache 4", Apache4.ofOneConnection(SHORT)),
                Arguments.of("UrlConnection", UrlConnectionHttpClient.builder().connectionTimeout(SHORT)));
    }

    private static List<SdkHttpClient> withAndWithoutNotes(SdkHttpClient.Builder<?> builder) {
        return List.of(builder.build(), ObservedHttpClient.of(builder).build());
    }

    static DynamoDbClient client(SdkHttpClient http, String endpoint, AwsCredentialsProvider credentials) {
        return DynamoDbClient.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(TestDynamoDb.trying(2))
                .build();
    }

    private static DynamoDbClient client(SdkHttpClient http, String endpoint) {
        return client(http, endpoint, AnonymousCredentialsProvider.create());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("httpClients")
    void noConnection(String name, SdkHttpClient.Builder<?> builder) throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        for (SdkHttpClient http : withAndWithoutNotes(builder)) {
            for (Write write : Write.values()) {
                assertThat(write.fail(client(http, "http://127.0.0.1:" + port)))
                        .as("%s", write)
                        .isInstanceOf(SdkClientException.class)
                        .hasMessageContaining("Connection refused");
            }
            assertThat(Write.PUT.fail(client(http, "http://nowhere.invalid")))
                    .isInstanceOf(SdkClientException.class)
                    .hasMessageContaining("UnknownHost");
        }
    }

    /** The server closes each connection at once; in turn, after an answer without TLS. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("httpClients")
    void noTls(String name, SdkHttpClient.Builder<?> builder) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread closing = new Thread(() -> closeEach(server));
            closing.setDaemon(true);
            closing.start();
            for (SdkHttpClient http : withAndWithoutNotes(builder)) {
                for (Write write : Write.values()) {
                    assertThat(write.fail(client(http, "https://localhost:" + server.getLocalPort())))
                            .as("%s", write)
                            .isInstanceOf(SdkClientException.class);
                }
            }
        }
    }

    private static void closeEach(ServerSocket server) {
        try {
            for (int i = 0; ; i++) {
                try (Socket accepted = server.accept()) {
                    if (i % 2 == 1) {
                        accepted.getOutputStream().write("HTTP/1.1 400 No\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    static Stream<Arguments> pools() {
        return Stream.of(
                Arguments.of(
                        Apache5HttpClient.builder().maxConnections(1).connectionAcquisitionTimeout(FullPool.WAIT),
                        "Timeout deadline"),
                Arguments.of(Apache4.ofOneConnection(FullPool.WAIT), "Timeout waiting for connection from pool"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("pools")
    void noFreeConnection(SdkHttpClient.Builder<?> builder, String message) throws Exception {
        for (SdkHttpClient http : withAndWithoutNotes(builder)) {
            try (FullPool pool = FullPool.of(http)) {
                DynamoDbClient client = client(http, pool.endpoint().toString());
                for (Write write : Write.values()) {
                    assertThat(write.fail(client))
                            .as("%s", write)
                            .isInstanceOf(SdkClientException.class)
                            .hasMessageContaining(message);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Write.class)
    void noCredentials(Write write) {
        ProfileFile none = ProfileFile.aggregator().build();
        for (SdkHttpClient http : List.of(TestDynamoDb.http(), ObservedHttpClient.of(TestDynamoDb.http()))) {
            DynamoDbClient client = client(
                    http,
                    "http://dynamodb.embedded.invalid",
                    ProfileCredentialsProvider.builder()
                            .profileFile(none)
                            .profileName("absent")
                            .build());

            assertThat(write.fail(client))
                    .isInstanceOf(SdkClientException.class)
                    .hasMessageContaining("absent");
        }
    }

    /** Known once the HTTP client has noted anything at all. */
    @ParameterizedTest
    @EnumSource(Write.class)
    void credentialsThatFailLater(Write write) {
        List<String> asked = new ArrayList<>();
        AwsCredentialsProvider failing = () -> {
            asked.add("");
            if (asked.size() > 1) {
                throw new IllegalArgumentException("the vault is closed");
            }
            return AnonymousCredentialsProvider.create().resolveCredentials();
        };
        DynaStore store = DynaStore.create(
                client(ObservedHttpClient.of(TestDynamoDb.http()), "http://dynamodb.embedded.invalid", failing));
        Partition<String> partition = new TestStore().partition;
        Partition<String> seen = store.table(TestStore.CRM).partition(partition.name());
        seen.put("first", "v");

        assertThat(catchThrowable(() -> write.action.apply(seen)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the vault is closed");
    }

    @ParameterizedTest
    @EnumSource(Write.class)
    void aThreadThatWasInterruptedBefore(Write write) {
        Faults faults = new Faults();
        for (SdkHttpClient http :
                List.of(TestDynamoDb.http(faults), ObservedHttpClient.of(TestDynamoDb.http(faults)))) {
            Thread.currentThread().interrupt();

            Throwable thrown = write.fail(TestDynamoDb.client(http));

            assertThat(Thread.interrupted()).as("is still interrupted").isTrue();
            assertThat(thrown).isInstanceOf(AbortedException.class);
        }
        assertThat(faults.count()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("httpClients")
    void aClientThatWasClosedBefore(String name, SdkHttpClient.Builder<?> builder) {
        SdkHttpClient http = ObservedHttpClient.of(builder).build();
        DynaStore store = DynaStore.create(client(
                http,
                TestDynamoDb.endpoint().toString(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"))));
        Partition<String> partition = store.table(TestStore.CRM).partition(new TestStore().partition.name());
        partition.put("k", "v");
        http.close();

        for (Write write : Write.values()) {
            Throwable thrown = catchThrowable(() -> write.action.apply(partition));
            assertThat(thrown == null || !(thrown instanceof OutcomeUnknownException))
                    .as("%s: %s", write, thrown)
                    .isTrue();
        }
    }

    @Test
    void afterAnAttemptThatMayHaveBeenExecutedItIsUnknownAllTheSame() {
        TestStore store = new TestStore();
        Faults faults = new Faults();
        List<String> asked = new ArrayList<>();
        AwsCredentialsProvider once = () -> {
            asked.add("");
            if (asked.size() > 1) {
                throw SdkClientException.create("Unable to load credentials");
            }
            return AnonymousCredentialsProvider.create().resolveCredentials();
        };
        DynamoDbClient client =
                client(ObservedHttpClient.of(TestDynamoDb.http(faults)), "http://dynamodb.embedded.invalid", once);
        faults.next("PutItem", 9, Fault.loseReply());

        assertThat(catchThrowable(() -> DynaStore.create(client)
                        .table(TestStore.CRM)
                        .partition(store.partition.name())
                        .create("k", "v")))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasCauseInstanceOf(SdkException.class);
    }
}
