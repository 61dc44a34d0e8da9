package io.dynastore.spring.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.DynaStore;
import io.dynastore.Partition;
import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import io.dynastore.spring.autoconfigure.StarterContext;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.testcontainers.context.ImportTestcontainers;
import org.springframework.boot.testcontainers.lifecycle.TestcontainersLifecycleApplicationContextInitializer;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Runs where a Docker engine has the image that .ci/run builds of the embedded DynamoDB. */
class DynamoDbLocalContainerTest {
    @Configuration(proxyBeanMethods = false)
    @ImportTestcontainers
    static class Containers {
        @ServiceConnection("amazon/dynamodb-local")
        static final GenericContainer<?> dynamoDb = new GenericContainer<>(DockerEngine.IMAGE)
                .withExposedPorts(8000)
                .waitingFor(Wait.forHttp("/").forStatusCode(400));
    }

    @Test
    void theStoreReadsAndWritesInTheContainer() {
        DockerEngine.assumeHasImage();
        StarterContext.bare()
                .withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class))
                .withInitializer(new TestcontainersLifecycleApplicationContextInitializer())
                .withUserConfiguration(Containers.class)
                .withPropertyValues(
                        "dynastore.table.name=InContainer",
                        "dynastore.initialize-tables=always",
                        "dynastore.partitions.notes.time-to-live=1d",
                        "dynastore.region=eu-west-1")
                .run(context -> {
                    URI endpoint = URI.create(
                            "http://" + Containers.dynamoDb.getHost() + ":" + Containers.dynamoDb.getMappedPort(8000));
                    assertThat(context)
                            .hasSingleBean(DynaStoreConnectionDetails.class)
                            .doesNotHaveBean(EmbeddedDynamoDb.class);
                    assertThat(context.getBean(DynaStore.class)
                                    .client()
                                    .serviceClientConfiguration()
                                    .endpointOverride())
                            .contains(endpoint);
                    assertThat(context.getBean(DynamoDbStreamsClient.class)
                                    .listStreams()
                                    .streams())
                            .isEmpty();

                    @SuppressWarnings("unchecked")
                    Partition<String> notes = context.getBean("notes", Partition.class);
                    notes.create("n-1", "in the container");
                    assertThat(notes.get("n-1").value()).isEqualTo("in the container");
                    try (DynamoDbClient behind = clientOf(endpoint)) {
                        assertThat(behind.getItem(get -> get.tableName("InContainer")
                                                .key(Map.of(
                                                        "id", AttributeValue.fromS("notes"),
                                                        "name", AttributeValue.fromS("n-1"))))
                                        .item())
                                .containsEntry("payload", AttributeValue.fromS("in the container"));
                    }
                });
        assertThat(Containers.dynamoDb.isRunning()).isFalse();
    }

    /** With the details' credentials, because DynamoDB Local, for which this image stands, has a database for each access key. */
    private static DynamoDbClient clientOf(URI endpoint) {
        DynaStoreConnectionDetails details = DynaStoreConnectionDetails.dynamoDbLocal(endpoint);
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(details.region())
                .credentialsProvider(details.credentialsProvider())
                .build();
    }
}
