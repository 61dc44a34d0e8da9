package io.dynastore.spring.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.spring.DynaStoreClient;
import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import io.dynastore.spring.autoconfigure.StarterContext;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.context.ImportTestcontainers;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Which containers become which connection details. No container is run: the shared DynamoDB answers instead. */
class ServiceConnectionTest {
    private final ApplicationContextRunner runner = StarterContext.bare()
            .withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class))
            .withPropertyValues("dynastore.endpoint=http://127.0.0.1:1", "dynastore.region=us-west-1");

    static final class StandIn extends GenericContainer<StandIn> {
        private final String image;
        private final int port;

        StandIn(String image, int port) {
            super(image);
            this.image = image;
            this.port = port;
        }

        /** The original pulls the image. */
        @Override
        public String getDockerImageName() {
            return image;
        }

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public String getHost() {
            return TestDynamoDb.endpoint().getHost();
        }

        @Override
        public Integer getMappedPort(int asked) {
            assertThat(asked).isEqualTo(port);
            return TestDynamoDb.endpoint().getPort();
        }
    }

    static final class LocalStackStandIn extends LocalStackContainer {
        private final AtomicInteger starts = new AtomicInteger();

        LocalStackStandIn() {
            super(DockerImageName.parse("acme/localstack:4").asCompatibleSubstituteFor("localstack/localstack"));
        }

        @Override
        public void start() {
            starts.incrementAndGet();
        }

        @Override
        public void stop() {}

        @Override
        public String getHost() {
            return TestDynamoDb.endpoint().getHost();
        }

        @Override
        public Integer getMappedPort(int asked) {
            assertThat(asked).isEqualTo(4566);
            return TestDynamoDb.endpoint().getPort();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportTestcontainers
    static class DynamoDbLocalByImage {
        @ServiceConnection
        static final StandIn container = new StandIn("amazon/dynamodb-local:3.3.1", 8000);
    }

    @Test
    void dynamoDbLocalByItsImage() {
        runner.withUserConfiguration(DynamoDbLocalByImage.class).run(context -> {
            DynamoDbClient client = context.getBean(DynaStore.class).client();
            assertThat(client.serviceClientConfiguration().endpointOverride()).contains(TestDynamoDb.endpoint());
            assertThat(client.serviceClientConfiguration().region()).isEqualTo(Region.US_EAST_1);
            assertThat(client.listTables().tableNames()).isNotNull();
            assertThat(context).doesNotHaveBean(EmbeddedDynamoDb.class);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class DynamoDbLocalByName {
        @Bean
        @ServiceConnection("amazon/dynamodb-local")
        StandIn container() {
            return new StandIn("acme/dynamodb:1", 8000);
        }
    }

    @Test
    void dynamoDbLocalByTheNameInTheAnnotation() {
        runner.withUserConfiguration(DynamoDbLocalByName.class)
                .run(context -> assertThat(context.getBean(DynaStoreConnectionDetails.class)
                                .endpoint())
                        .isEqualTo(TestDynamoDb.endpoint()));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportTestcontainers
    static class LocalStackByImage {
        @ServiceConnection
        static final StandIn container =
                new StandIn("localstack/localstack:4", 4566).withEnv("AWS_DEFAULT_REGION", "eu-central-1");
    }

    @Test
    void localStackByItsImage() {
        runner.withUserConfiguration(LocalStackByImage.class).run(context -> {
            DynaStoreConnectionDetails details = context.getBean(DynaStoreConnectionDetails.class);
            assertThat(details.endpoint()).isEqualTo(TestDynamoDb.endpoint());
            assertThat(details.region()).isEqualTo(Region.EU_CENTRAL_1);
            assertThat(accessKeyOf(details)).isEqualTo("test");
            assertThat(context.getBean(DynaStore.class).client().listTables().tableNames())
                    .isNotNull();
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class LocalStackByType {
        @Bean
        @ServiceConnection
        LocalStackStandIn container() {
            return (LocalStackStandIn) new LocalStackStandIn()
                    .withEnv("DEFAULT_REGION", "eu-south-1")
                    .withEnv("AWS_ACCESS_KEY_ID", "mine")
                    .withEnv("AWS_SECRET_ACCESS_KEY", "secret");
        }
    }

    /** To make a LocalStackContainer takes an engine, though nothing is run. */
    @Test
    void localStackByItsType() {
        DockerEngine.assumeAvailable();
        runner.withUserConfiguration(LocalStackByType.class).run(context -> {
            DynaStoreConnectionDetails details = context.getBean(DynaStoreConnectionDetails.class);
            LocalStackStandIn container = context.getBean(LocalStackStandIn.class);
            assertThat(details.endpoint()).isEqualTo(TestDynamoDb.endpoint());
            assertThat(container.starts).as("starts").hasPositiveValue();
            // What the container itself says.
            assertThat(details.region()).isEqualTo(Region.of(container.getRegion()));
            assertThat(accessKeyOf(details)).isEqualTo(container.getAccessKey()).isEqualTo("mine");
        });
    }

    @Configuration(proxyBeanMethods = false)
    @ImportTestcontainers
    static class AnotherImage {
        static final StandIn container = new StandIn("acme/dynamodb:1", 8000);
    }

    @Test
    void aContainerWithoutTheAnnotationIsLeftAlone() {
        runner.withUserConfiguration(AnotherImage.class)
                .run(context -> assertThat(
                                context.getBeansOfType(ConnectionDetails.class).values())
                        .singleElement()
                        .extracting(details -> ((DynaStoreConnectionDetails) details).region())
                        .isEqualTo(Region.US_WEST_1));
    }

    @Test
    void anApplicationsMarkedClientWins() {
        runner.withUserConfiguration(DynamoDbLocalByImage.class, MarkedClient.class)
                .run(context -> assertThat(context.getBean(DynaStore.class).client())
                        .isSameAs(context.getBean("markedClient")));
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedClient {
        @DynaStoreClient
        @Bean
        DynamoDbClient markedClient() {
            return TestDynamoDb.client();
        }
    }

    @Test
    void switchedOffNothingIsConnected() {
        runner.withUserConfiguration(DynamoDbLocalByImage.class)
                .withPropertyValues("dynastore.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DynamoDbClient.class));
    }

    @Test
    void withoutAnythingThatRunsContainersNothingIsMissed() {
        StarterContext.bare()
                .withClassLoader(new FilteredClassLoader(
                        "org.testcontainers",
                        "org.springframework.boot.testcontainers",
                        "org.springframework.boot.docker"))
                .withPropertyValues("dynastore.endpoint=" + TestDynamoDb.endpoint())
                .run(context -> assertThat(context).hasSingleBean(DynaStore.class));
    }

    private static String accessKeyOf(DynaStoreConnectionDetails details) {
        return details.credentialsProvider().resolveCredentials().accessKeyId();
    }
}
