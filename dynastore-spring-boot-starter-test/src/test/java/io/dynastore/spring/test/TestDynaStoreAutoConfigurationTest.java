package io.dynastore.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.spring.DynaStoreClient;
import io.dynastore.spring.autoconfigure.DynaStoreAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreBuilderCustomizer;
import io.dynastore.spring.autoconfigure.DynaStoreClientAutoConfiguration;
import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import io.dynastore.spring.autoconfigure.DynaStoreLeasesAutoConfiguration;
import io.dynastore.spring.autoconfigure.EmbeddedDynamoDbAutoConfiguration;
import io.dynastore.spring.embedded.EmbeddedDynamoDb;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.container.ContainerImageMetadata;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.testcontainers.containers.GenericContainer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;

/** Where dynastore is connected to, whatever the application has. */
class TestDynaStoreAutoConfigurationTest {
    /** What stands for AWS: nobody may be sent there. */
    private static final URI ELSEWHERE = URI.create("http://192.0.2.1:8000");

    /** What stands for a container's DynamoDB. */
    private static final EmbeddedDynamoDb CONTAINERS = EmbeddedDynamoDb.start();

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
                        assertThat(endpoint(one)).isEqualTo(endpoint(two));
                        two.getBean(TestDatabase.class).reset();
                    });
            assertThat(notes(one).exists("n-1")).isTrue();
        });
    }

    @Test
    void withoutDynamoDbLocalTheTestIsToldWhatToAdd() {
        runner.withClassLoader(new FilteredClassLoader("software.amazon.dynamodb"))
                .run(context -> assertThat(context).getFailure().rootCause().satisfies(failure -> {
                    assertThat(failure).hasMessageContaining("'software.amazon.dynamodb:DynamoDBLocal'");
                    assertThat(((FailureAnalyzedException) failure).analysis().getAction())
                            .isEqualTo("Add the dependency 'software.amazon.dynamodb:DynamoDBLocal' in scope 'test', or"
                                    + " connect a container by '@ServiceConnection'.");
                }));
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
    }

    @Test
    void theApplicationsClientForDynastoreIsReplaced() {
        runner.withUserConfiguration(OwnClient.class).run(context -> {
            assertThat(endpoint(context)).isNotEqualTo(ELSEWHERE).hasHost("127.0.0.1");
            assertThat(context.getBean("production"))
                    .isSameAs(context.getBean(DynaStore.class).client());
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
                    assertThat(endpoint(context)).hasHost("127.0.0.1");
                });
    }

    @Test
    void otherClientsOfTheApplicationAreLeftAlone() {
        runner.withBean("other", DynamoDbClient.class, () -> client(ELSEWHERE)).run(context -> {
            assertThat(endpoint(context)).hasHost("127.0.0.1");
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
            return CONTAINERS.endpoint().getHost();
        }

        @Override
        public Integer getMappedPort(int asked) {
            return CONTAINERS.endpoint().getPort();
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
        runner.withClassLoader(new FilteredClassLoader("software.amazon.dynamodb"))
                .withUserConfiguration(Container.class)
                .run(context -> {
                    assertThat(endpoint(context)).isEqualTo(CONTAINERS.endpoint());
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
                            () -> DynaStoreConnectionDetails.dynamoDbLocal(CONTAINERS.endpoint()));
                    new ContainerImageMetadata("amazon/dynamodb-local").addTo(beans.getBeanDefinition("compose"));
                })
                .run(context -> {
                    assertThat(endpoint(context)).isEqualTo(CONTAINERS.endpoint());
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
