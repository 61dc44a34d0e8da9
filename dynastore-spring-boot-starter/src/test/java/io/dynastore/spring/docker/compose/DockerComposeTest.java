package io.dynastore.spring.docker.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.spring.DynaStoreClient;
import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import io.dynastore.spring.autoconfigure.StarterContext;
import io.dynastore.spring.autoconfigure.TestDynamoDb;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.lifecycle.DockerComposeServicesReadyEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** What becomes of services that Docker Compose reports; the shared DynamoDB answers in their place. */
class DockerComposeTest {
    private final ApplicationContextRunner runner = StarterContext.bare()
            .withPropertyValues("dynastore.endpoint=http://127.0.0.1:1", "dynastore.region=us-west-1");

    @Test
    void dynamoDbLocal() {
        runWith(new Service("amazon/dynamodb-local:3.3.1", 8000, Map.of(), Map.of()))
                .run(context -> {
                    DynaStoreConnectionDetails details = context.getBean(DynaStoreConnectionDetails.class);
                    assertThat(details.endpoint()).isEqualTo(TestDynamoDb.endpoint());
                    assertThat(details.region()).isEqualTo(Region.US_EAST_1);
                    assertThat(context).doesNotHaveBean(EmbeddedDynamoDb.class);
                    assertThat(context.getBean(DynaStore.class)
                                    .client()
                                    .listTables()
                                    .tableNames())
                            .isNotNull();
                    DynamoDbStreamsClient streams = context.getBean(DynamoDbStreamsClient.class);
                    assertThat(streams.serviceClientConfiguration().endpointOverride())
                            .contains(TestDynamoDb.endpoint());
                    assertThat(streams.listStreams().streams()).isNotNull();
                });
    }

    @Test
    void dynamoDbLocalFromARegistryOfOnesOwnOrByLabel() {
        for (Service service : List.of(
                new Service("registry.acme.com/amazon/dynamodb-local", 8000, Map.of(), Map.of()),
                new Service(
                        "acme/dynamodb:1",
                        8000,
                        Map.of(),
                        Map.of("org.springframework.boot.service-connection", "amazon/dynamodb-local")))) {
            runWith(service)
                    .run(context -> assertThat(context.getBean(DynaStoreConnectionDetails.class)
                                    .endpoint())
                            .as(service.image().toString())
                            .isEqualTo(TestDynamoDb.endpoint()));
        }
    }

    @Test
    void localStack() {
        Map<String, String> environment = new HashMap<>(Map.of("DEFAULT_REGION", "eu-south-1"));
        environment.put("AWS_ACCESS_KEY_ID", null);
        runWith(new Service("localstack/localstack:4", 4566, environment, Map.of()))
                .run(context -> {
                    DynaStoreConnectionDetails details = context.getBean(DynaStoreConnectionDetails.class);
                    assertThat(details.endpoint()).isEqualTo(TestDynamoDb.endpoint());
                    assertThat(details.region()).isEqualTo(Region.EU_SOUTH_1);
                    assertThat(details.credentialsProvider()
                                    .resolveCredentials()
                                    .accessKeyId())
                            .isEqualTo("test");
                });
    }

    @Test
    void anythingElseIsLeftAlone() {
        runWith(new Service("redis:8", 6379, Map.of(), Map.of()))
                .run(context -> assertThat(context.getBean(DynaStoreConnectionDetails.class)
                                .region())
                        .isEqualTo(Region.US_WEST_1));
    }

    @Test
    void anApplicationsMarkedClientWins() {
        runWith(new Service("amazon/dynamodb-local:3.3.1", 8000, Map.of(), Map.of()))
                .withUserConfiguration(MarkedClient.class)
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
        runWith(new Service("amazon/dynamodb-local:3.3.1", 8000, Map.of(), Map.of()))
                .withPropertyValues("dynastore.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DynamoDbClient.class));
    }

    private ApplicationContextRunner runWith(Service service) {
        return runner.withInitializer(context -> publish(context, service));
    }

    /** As Spring Boot does it when Docker Compose has started the services, by its own listener. */
    @SuppressWarnings("unchecked")
    private static void publish(ConfigurableApplicationContext context, RunningService service) {
        try {
            DockerComposeServicesReadyEvent event = BeanUtils.instantiateClass(
                    DockerComposeServicesReadyEvent.class.getDeclaredConstructor(ApplicationContext.class, List.class),
                    context,
                    List.of(service));
            SpringFactoriesLoader.forDefaultResourceLocation().load(ApplicationListener.class).stream()
                    .filter(listener ->
                            listener.getClass().getSimpleName().startsWith("DockerComposeServiceConnections"))
                    .forEach(listener -> listener.onApplicationEvent(event));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Service(String imageName, int port, Map<String, String> env, Map<String, String> labels)
            implements RunningService {
        @Override
        public String name() {
            return "database";
        }

        @Override
        public ImageReference image() {
            return ImageReference.of(imageName);
        }

        @Override
        public String host() {
            return TestDynamoDb.endpoint().getHost();
        }

        @Override
        public ConnectionPorts ports() {
            return new ConnectionPorts() {
                @Override
                public int get(int containerPort) {
                    assertThat(containerPort).isEqualTo(port);
                    return TestDynamoDb.endpoint().getPort();
                }

                @Override
                public List<Integer> getAll() {
                    return List.of(TestDynamoDb.endpoint().getPort());
                }

                @Override
                public List<Integer> getAll(String protocol) {
                    return getAll();
                }
            };
        }
    }
}
