package io.dynastore.spring.autoconfigure;

import static io.dynastore.spring.autoconfigure.ClientResolutionTest.endpointOf;
import static io.dynastore.spring.autoconfigure.ClientResolutionTest.storesClient;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.spring.embedded.EmbeddedDynamoDb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class EmbeddedAutoConfigurationTest {
    private final ApplicationContextRunner runner = StarterContext.bare();

    @Test
    void startsWhereNothingElseIsConfigured() {
        runner.run(context -> {
            URI endpoint = context.getBean(EmbeddedDynamoDb.class).endpoint();
            assertThat(endpointOf(storesClient(context))).isEqualTo(endpoint);
            assertThat(storesClient(context).listTables().tableNames()).isEmpty();
            assertThat(context.getEnvironment().getProperty("local.dynamodb.port", Integer.class))
                    .isEqualTo(endpoint.getPort());
        });
    }

    @Test
    void endsWithTheContext() throws IOException {
        int[] port = new int[1];
        runner.run(context ->
                port[0] = context.getBean(EmbeddedDynamoDb.class).endpoint().getPort());
        try (ServerSocket socket = new ServerSocket(port[0], 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
        }
    }

    @Test
    void doesNotStartWithoutDynamoDbLocal() {
        TestPropertyValues.of("aws.region=ca-central-1").applyToSystemProperties(() -> {
            runner.withClassLoader(new FilteredClassLoader("software.amazon.dynamodb"))
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
        EmbeddedDynamoDb own = EmbeddedDynamoDb.start();
        runner.withBean("own", EmbeddedDynamoDb.class, () -> own).run(context -> {
            assertThat(context).hasSingleBean(EmbeddedDynamoDb.class);
            assertThat(endpointOf(storesClient(context))).isEqualTo(own.endpoint());
        });
    }

    @Test
    void listensOnTheGivenPort() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        runner.withPropertyValues("dynastore.embedded.port=" + port)
                .run(context -> assertThat(
                                context.getBean(EmbeddedDynamoDb.class).endpoint())
                        .hasPort(port));
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

    private static void isNotStarted(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedDynamoDb.class);
    }
}
