package io.dynastore.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.embedded.EmbeddedClients;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.embedded.Faults;
import io.dynastore.spring.DynaStoreClient;
import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreBuilderCustomizer;
import io.dynastore.spring.autoconfigure.DynaStoreClientAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreClientBuilderCustomizer;
import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import io.dynastore.spring.autoconfigure.EmbeddedDynamoDbAutoConfiguration;
import io.dynastore.spring.autoconfigure.lease.DynaStoreLeasesAutoConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.container.ContainerImageMetadata;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.testcontainers.containers.GenericContainer;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.Stream;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Where dynastore is connected to, whatever the application has. */
class TestDynaStoreAutoConfigurationTest {
    /** What stands for AWS: nobody may be sent there. */
    private static final URI ELSEWHERE = URI.create("http://192.0.2.1:8000");

    /** The host of a client without a socket. */
    private static final String IN_PROCESS = "dynamodb.embedded.invalid";

    /** What stands for a container's DynamoDB. */
    private static final EmbeddedDynamoDb CONTAINERS = EmbeddedDynamoDb.inMemory();

    private static final URI CONTAINER = CONTAINERS.listen(0);

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    TestDynaStoreAutoConfiguration.class,
                    ServiceConnectionAutoConfiguration.class,
                    DynaStoreLeasesAutoConfiguration.class,
                    DynaStoreAutoConfiguration.class,
                    DynaStoreClientAutoConfiguration.class,
                    EmbeddedDynamoDbAutoConfiguration.class))
            .withPropertyValues(
                    "dynastore.initialize-tables=always",
                    "dynastore.endpoint=" + ELSEWHERE,
                    "dynastore.table.name=ShopTable",
                    "dynastore.partitions.notes.type=java.lang.String");

    @AfterAll
    static void stop() {
        CONTAINERS.close();
    }

    @Test
    void twoContextsWithATableOfTheSameNameDoNotMeet() {
        runner.withPropertyValues("dynastore.table.local-indexes.idx_one=one").run(one -> {
            notes(one).put("n-1", "of one");
            runner.withPropertyValues("dynastore.table.local-indexes.idx_two=two")
                    .run(two -> {
                        assertThat(indexes(one)).containsExactly("idx_one");
                        assertThat(indexes(two)).containsExactly("idx_two");
                        assertThat(notes(two).find("n-1")).isEmpty();
                        assertThat(one.getBean(EmbeddedDynamoDb.class))
                                .isNotSameAs(two.getBean(EmbeddedDynamoDb.class));
                        two.getBean(TestDatabase.class).reset();
                    });
            assertThat(notes(one).exists("n-1")).isTrue();
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnClient {
        @Bean(defaultCandidate = false)
        @DynaStoreClient
        DynamoDbClient production() {
            return DynamoDbClient.builder().region(Region.EU_WEST_1).build();
        }

        @Bean
        List<DynamoDbClient> byName(BeanFactory beans) {
            return List.of(beans.getBean("production", DynamoDbClient.class));
        }

        @Bean(defaultCandidate = false)
        @DynaStoreClient
        DynamoDbStreamsClient productionStreams() {
            return DynamoDbStreamsClient.builder().region(Region.EU_WEST_1).build();
        }
    }

    @Test
    void theApplicationsClientForDynastoreIsReplaced() {
        runner.withUserConfiguration(OwnClient.class).run(context -> {
            assertThat(endpoint(context)).isNotEqualTo(ELSEWHERE).hasHost(IN_PROCESS);
            assertThat(context.getBean("production"))
                    .isSameAs(context.getBean(DynaStore.class).client());
        });
    }

    @Test
    void theClientForStreamsReadsTheTestsDatabaseInThisJvm() {
        runner.withUserConfiguration(OwnClient.class)
                .withPropertyValues("dynastore.table.stream=true")
                .run(context -> {
                    DynamoDbStreamsClient streams = context.getBean("productionStreams", DynamoDbStreamsClient.class);
                    assertThat(streams.listStreams().streams())
                            .extracting(Stream::tableName)
                            .containsExactly("ShopTable");
                    assertThat(streams.serviceClientConfiguration().endpointOverride())
                            .hasValueSatisfying(endpoint -> assertThat(endpoint).hasHost(IN_PROCESS));
                });
    }

    @Test
    void theApplicationsConnectionDetailsAreReplaced() {
        runner.withBean("production", DynaStoreConnectionDetails.class, () -> new DynaStoreConnectionDetails() {
                    @Override
                    public URI endpoint() {
                        return ELSEWHERE;
                    }
                })
                .run(context -> {
                    assertThat(context).hasSingleBean(DynaStoreConnectionDetails.class);
                    assertThat(endpoint(context)).hasHost(IN_PROCESS);
                });
    }

    @Test
    void otherClientsOfTheApplicationAreLeftAlone() {
        runner.withBean("other", DynamoDbClient.class, () -> client(ELSEWHERE)).run(context -> {
            assertThat(endpoint(context)).hasHost(IN_PROCESS);
            assertThat(context.getBean(DynamoDbClient.class)
                            .serviceClientConfiguration()
                            .endpointOverride())
                    .contains(ELSEWHERE);
        });
    }

    @Test
    void anApplicationThatMakesItsOwnStoreElsewhereDoesNotStart() {
        runner.withBean(DynaStore.class, () -> DynaStore.create(client(ELSEWHERE)))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("'dynaStore' is not connected to the test's DynamoDB"));
    }

    @Test
    void anApplicationsOwnTimeAndClockWin() {
        Instant start = Instant.parse("2200-02-28T12:00:00Z");
        runner.withBean(TestTime.class, () -> new TestTime(start))
                .run(context -> assertThat(notes(context)
                                .put("n-1", "note", with -> with.timeToLive(Duration.ofDays(1)))
                                .expires())
                        .isEqualTo(start.plus(Duration.ofDays(1))));
        Clock own = Clock.fixed(start.plusSeconds(1), ZoneOffset.UTC);
        runner.withBean(DynaStoreBuilderCustomizer.class, () -> builder -> builder.clock(own))
                .run(context -> assertThat(notes(context)
                                .put("n-1", "note", with -> with.timeToLive(Duration.ofSeconds(1)))
                                .expires())
                        .isEqualTo(start.plusSeconds(2)));
    }

    @Test
    void itIsClosedWithTheContext() {
        EmbeddedDynamoDb[] databases = new EmbeddedDynamoDb[1];
        runner.run(context -> databases[0] = context.getBean(EmbeddedDynamoDb.class));
        assertThatIllegalStateException().isThrownBy(() -> databases[0].listen(0));
    }

    @Test
    void itListensForThoseWhoAskWhereItIs() {
        runner.run(context -> {
            notes(context).put("n-1", "note");
            DynaStoreConnectionDetails details = context.getBean(DynaStoreConnectionDetails.class);
            assertThat(details.endpoint()).hasHost("127.0.0.1").isEqualTo(details.endpoint());
            try (DynamoDbClient other = DynamoDbClient.builder()
                    .endpointOverride(details.endpoint())
                    .region(details.region())
                    .credentialsProvider(details.credentialsProvider())
                    .build()) {
                assertThat(other.listTables().tableNames()).containsExactly("ShopTable");
            }
        });
    }

    @Test
    void anHttpClientOfTheApplicationsIsUsedAndFindsIt() {
        runner.withBean(
                        DynaStoreClientBuilderCustomizer.class,
                        () -> builder -> builder.httpClientBuilder(Apache5HttpClient.builder()))
                .run(context -> {
                    assertThat(endpoint(context)).hasHost("127.0.0.1");
                    assertThat(notes(context).put("n-1", "note").value()).isEqualTo("note");
                });
    }

    @Test
    void aStoreOfTheApplicationMayUseTheTestsDatabase() {
        runner.withUserConfiguration(OwnStore.class).run(context -> {
            notes(context).put("n-1", "note");
            assertThat(context.getBean(Faults.class).attempts("UpdateItem")).isEqualTo(1);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnStore {
        @Bean
        DynaStore own(EmbeddedDynamoDb database) {
            return DynaStore.create(EmbeddedClients.of(database));
        }
    }

    @Test
    void aDatabaseOfTheApplicationIsReplaced(@TempDir Path directory) {
        Path file = directory.resolve("shop.db");
        runner.withBean(
                        "development",
                        EmbeddedDynamoDb.class,
                        () -> EmbeddedDynamoDb.builder().file(file).start())
                .run(context -> {
                    assertThat(context.getBean("development")).isSameAs(context.getBean(EmbeddedDynamoDb.class));
                    notes(context).put("n-1", "note");
                    assertThat(file).doesNotExist();
                });
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void itIsSaidInOneLine(CapturedOutput output) {
        // Applications of other tests in this JVM may have set another level.
        LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
        logging.setLogLevel(TestDynaStoreAutoConfiguration.class.getName(), LogLevel.WARN);
        try {
            runner.run(context -> notes(context).put("n-1", "note"));
        } finally {
            logging.setLogLevel(TestDynaStoreAutoConfiguration.class.getName(), null);
        }
        assertThat(output).containsOnlyOnce("EMBEDDED DYNAMODB").containsOnlyOnce("data in memory, lost at exit");
    }

    static final class StandIn extends GenericContainer<StandIn> {
        StandIn() {
            super("amazon/dynamodb-local:3.3.1");
        }

        /** The original pulls the image. */
        @Override
        public String getDockerImageName() {
            return "amazon/dynamodb-local:3.3.1";
        }

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public String getHost() {
            return CONTAINER.getHost();
        }

        @Override
        public Integer getMappedPort(int asked) {
            return CONTAINER.getPort();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Container {
        @Bean
        @ServiceConnection("amazon/dynamodb-local")
        StandIn container() {
            return new StandIn();
        }
    }

    @Test
    void aContainerThatTheTestConnectsIsUsedAndEmptied() {
        runner.withUserConfiguration(Container.class).run(context -> {
            assertThat(context).doesNotHaveBean(EmbeddedDynamoDb.class).doesNotHaveBean(Faults.class);
            assertThat(endpoint(context)).isEqualTo(CONTAINER);
            notes(context).put("n-1", "note");
            context.getBean(TestDatabase.class).reset();
            assertThat(notes(context).exists("n-1")).isFalse();
        });
    }

    @Test
    void aServiceOfDockerComposeIsUsedAndNotEmptied() {
        runner.withInitializer(initialized -> {
                    GenericApplicationContext beans = (GenericApplicationContext) initialized;
                    beans.registerBean(
                            "compose",
                            DynaStoreConnectionDetails.class,
                            () -> DynaStoreConnectionDetails.dynamoDbLocal(CONTAINER));
                    new ContainerImageMetadata("amazon/dynamodb-local").addTo(beans.getBeanDefinition("compose"));
                })
                .run(context -> {
                    assertThat(endpoint(context)).isEqualTo(CONTAINER);
                    notes(context).put("n-2", "note");
                    context.getBean(TestDatabase.class).reset();
                    assertThat(notes(context).exists("n-2")).isTrue();
                });
    }

    @SuppressWarnings("unchecked")
    private static Partition<String> notes(BeanFactory context) {
        return (Partition<String>) context.getBean("notes");
    }

    private static List<String> indexes(BeanFactory context) {
        return context
                .getBean(DynaStore.class)
                .client()
                .describeTable(with -> with.tableName("ShopTable"))
                .table()
                .localSecondaryIndexes()
                .stream()
                .map(LocalSecondaryIndexDescription::indexName)
                .toList();
    }

    private static URI endpoint(BeanFactory context) {
        return context.getBean(DynaStore.class)
                .client()
                .serviceClientConfiguration()
                .endpointOverride()
                .orElseThrow();
    }

    private static DynamoDbClient client(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .build();
    }
}
