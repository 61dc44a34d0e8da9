package io.dynastore.spring.autoconfigure;

import static io.dynastore.spring.autoconfigure.ClientResolutionTest.endpointOf;
import static io.dynastore.spring.autoconfigure.ClientResolutionTest.storesClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynastore.DynaStore;
import io.dynastore.KeyExistsException;
import io.dynastore.Partition;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.utils.AttributeMap;

class EmbeddedAutoConfigurationTest {
    private static final URI ELSEWHERE = URI.create("http://192.0.2.1:8000");

    private final ApplicationContextRunner runner = StarterContext.bare();

    @Test
    void startsWhereNothingElseIsConfigured() {
        runner.run(context -> {
            assertThat(context).hasSingleBean(EmbeddedDynamoDb.class);
            URI endpoint = context.getBean(DynaStoreConnectionDetails.class).endpoint();
            assertThat(endpointOf(storesClient(context))).isEqualTo(endpoint);
            assertThat(storesClient(context).listTables().tableNames()).isEmpty();
            assertThat(context.getEnvironment().getProperty("local.dynamodb.port", Integer.class))
                    .isEqualTo(endpoint.getPort());
        });
    }

    @Test
    void endsWithTheContext() throws IOException {
        int[] port = new int[1];
        runner.run(context -> port[0] =
                context.getBean(DynaStoreConnectionDetails.class).endpoint().getPort());
        try (ServerSocket socket = new ServerSocket(port[0], 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
        }
    }

    @Test
    void doesNotStartWhereItIsNotOnTheClassPath() {
        TestPropertyValues.of("aws.region=ca-central-1").applyToSystemProperties(() -> {
            runner.withClassLoader(new FilteredClassLoader(EmbeddedDynamoDb.class))
                    .run(context -> assertThat(context)
                            .hasSingleBean(DynaStore.class)
                            .doesNotHaveBean(EmbeddedDynamoDb.class)
                            .doesNotHaveBean(DynaStoreConnectionDetails.class));
            return null;
        });
    }

    @Test
    void canBeSwitchedOff() {
        TestPropertyValues.of("aws.region=ca-central-1").applyToSystemProperties(() -> {
            runner.withPropertyValues("dynastore.embedded.enabled=false")
                    .run(context ->
                            assertThat(context).hasSingleBean(DynaStore.class).doesNotHaveBean(EmbeddedDynamoDb.class));
            return null;
        });
    }

    @Test
    void isSwitchedOffWithEverythingElse() {
        runner.withPropertyValues("dynastore.enabled=false", "dynastore.partitions.customers.table=T")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBeanDefinitionNames())
                            .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("dyna"));
                });
    }

    @Test
    void doesNotStartWhereAnEndpointIsSet() {
        for (String property :
                new String[] {"dynastore.endpoint", "spring.cloud.aws.endpoint", "spring.cloud.aws.dynamodb.endpoint"
                }) {
            TestPropertyValues.of("aws.region=ca-central-1").applyToSystemProperties(() -> {
                runner.withPropertyValues(property + "=http://127.0.0.1:1")
                        .run(context -> assertThat(context)
                                .as(property)
                                .hasSingleBean(DynaStore.class)
                                .doesNotHaveBean(EmbeddedDynamoDb.class));
                return null;
            });
        }
    }

    @Test
    void aRegionAloneDoesNotKeepItFromStarting() {
        runner.withPropertyValues("dynastore.region=eu-west-3")
                .run(context -> assertThat(context).hasSingleBean(EmbeddedDynamoDb.class));
    }

    @Test
    void doesNotStartBesideAClientOfTheApplication() {
        runner.withBean(DynamoDbClient.class, TestDynamoDb::client).run(EmbeddedAutoConfigurationTest::isNotStarted);
        runner.withUserConfiguration(ClientResolutionTest.MarkedClientForDynaStoreAlone.class)
                .run(EmbeddedAutoConfigurationTest::isNotStarted);
    }

    @Test
    void doesNotStartBesideConnectionDetails() {
        runner.withUserConfiguration(ClientResolutionTest.Details.class)
                .run(EmbeddedAutoConfigurationTest::isNotStarted);
    }

    @Test
    void anInstanceOfTheApplicationsOwnIsUsed() {
        EmbeddedDynamoDb own = EmbeddedDynamoDb.inMemory();
        runner.withBean("own", EmbeddedDynamoDb.class, () -> own)
                .withPropertyValues("dynastore.table.name=Own")
                .run(context -> {
                    assertThat(context).hasSingleBean(EmbeddedDynamoDb.class);
                    assertThat(storesClient(context).listTables().tableNames()).containsExactly("Own");
                    try (DynamoDbClient behind = EmbeddedClients.of(own)) {
                        assertThat(behind.listTables().tableNames()).containsExactly("Own");
                    }
                });
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void anInstanceOfTheApplicationsOwnSaysWhereItsDataIs(CapturedOutput output, @TempDir Path directory) {
        Path file = directory.resolve("own.db");
        runner.withBean(
                        "own",
                        EmbeddedDynamoDb.class,
                        () -> EmbeddedDynamoDb.builder().file(file).start())
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).containsOnlyOnce("data kept in " + file).doesNotContain("lost at exit");
    }

    @Test
    void listensOnTheGivenPort() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        runner.withPropertyValues("dynastore.embedded.port=" + port).run(context -> {
            assertThat(context.getBean(DynaStoreConnectionDetails.class).endpoint())
                    .hasPort(port);
            try (DynamoDbClient other = TestDynamoDb.client(URI.create("http://127.0.0.1:" + port))) {
                assertThat(other.listTables().tableNames()).isEmpty();
            }
        });
    }

    @Test
    void keepsTheTablesUnderTheGivenPath(@TempDir Path path) {
        ApplicationContextRunner kept = runner.withPropertyValues("dynastore.embedded.path=" + path);
        kept.withPropertyValues("dynastore.table.name=Kept")
                .run(context -> assertThat(storesClient(context).listTables().tableNames())
                        .containsExactly("Kept"));
        kept.withPropertyValues("dynastore.initialize-tables=never")
                .run(context -> assertThat(storesClient(context).listTables().tableNames())
                        .containsExactly("Kept"));
    }

    @Test
    void keepsTheTablesInTheGivenFile(@TempDir Path directory) {
        Path file = directory.resolve("below/crm.db");
        runner.withPropertyValues("dynastore.embedded.path=" + file, "dynastore.table.name=Kept")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(file).isRegularFile();
        runner.withPropertyValues("dynastore.embedded.path=" + directory)
                .run(context -> assertThat(storesClient(context).listTables().tableNames())
                        .isEmpty());
        assertThat(directory.resolve("dynastore.mv.db")).isRegularFile();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void saysWhereItListensAndItsDataIsAndNothingElse(CapturedOutput output, @TempDir Path directory) {
        runner.withPropertyValues("dynastore.embedded.path=" + directory, "dynastore.partitions.notes.table=Notes")
                .run(context -> {
                    @SuppressWarnings("unchecked")
                    Partition<String> notes = context.getBean("notes", Partition.class);
                    notes.create("n-1", "note");
                    assertThatExceptionOfType(KeyExistsException.class).isThrownBy(() -> notes.create("n-1", "note"));
                    assertThat(output)
                            .containsOnlyOnce("DEVELOPMENT ONLY: listening on "
                                    + context.getBean(DynaStoreConnectionDetails.class)
                                            .endpoint()
                                    + ", data kept in " + directory.resolve("dynastore.mv.db"));
                });
        assertThat(output.getOut().lines().filter(line -> line.contains("WARN") || line.contains("ERROR")))
                .hasSize(1);
        assertThat(output).doesNotContain("Exception", "\tat ");
    }

    @Test
    void itsOwnClientNeedsNoSocket() {
        runner.withBean(DynaStoreClientBuilderCustomizer.class, () -> builder -> builder.endpointOverride(ELSEWHERE))
                .run(context -> assertThat(storesClient(context).listTables().tableNames())
                        .isEmpty());
    }

    @Test
    void anotherHttpClientIsUsedAtItsPort() {
        AtomicInteger sent = new AtomicInteger();
        for (DynaStoreClientBuilderCustomizer customizer : List.<DynaStoreClientBuilderCustomizer>of(
                builder -> builder.httpClient(counting(sent)),
                builder -> builder.httpClientBuilder(new CountingBuilder(sent)))) {
            sent.set(0);
            runner.withBean(DynaStoreClientBuilderCustomizer.class, () -> customizer)
                    .withPropertyValues("dynastore.table.name=Tee")
                    .run(context -> {
                        assertThat(storesClient(context).listTables().tableNames())
                                .containsExactly("Tee");
                        assertThat(sent).hasPositiveValue();
                        assertThat(endpointOf(storesClient(context)))
                                .isEqualTo(context.getBean(DynaStoreConnectionDetails.class)
                                        .endpoint());
                    });
        }
    }

    private record CountingBuilder(AtomicInteger sent) implements SdkHttpClient.Builder<CountingBuilder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            return counting(sent);
        }
    }

    private static SdkHttpClient counting(AtomicInteger sent) {
        SdkHttpClient http = Apache5HttpClient.create();
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                sent.incrementAndGet();
                return http.prepareRequest(request);
            }

            @Override
            public void close() {
                http.close();
            }
        };
    }

    private static void isNotStarted(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedDynamoDb.class);
    }
}
