package io.dynastore.spring.autoconfigure;

import static io.dynastore.spring.autoconfigure.AotCrm.properties;
import static io.dynastore.spring.autoconfigure.AotCrm.toTheSharedServer;
import static org.assertj.core.api.Assertions.assertThat;

import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration;
import io.dynastore.DynaStore;
import io.dynastore.spring.DynaStoreClient;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Clients and stores of the application's own, where it is processed ahead of time. */
class AotClientsTest {
    @Configuration(proxyBeanMethods = false)
    @Import(AotCrm.Application.class)
    static class TwoClients {
        @Bean
        DynamoDbClient another() {
            return TestDynamoDb.client(URI.create("http://127.0.0.1:1"));
        }

        @DynaStoreClient
        @Bean(defaultCandidate = false)
        DynamoDbClient forDynaStore() {
            return TestDynamoDb.client();
        }
    }

    @Test
    void theMarkedClientIsUsed() {
        AotApplication.process(TwoClients.class, properties("AotMarked"))
                .run(
                        context -> {
                            AotCrm.assertWorks(context);
                            assertReadsStreams(context, "dynamoDbStreamsClient");
                        },
                        properties("AotMarked"));
    }

    /** A client for streams is created only now. */
    private static void assertReadsStreams(ConfigurableApplicationContext context, String bean) {
        assertThat(context.getBeanNamesForType(DynamoDbStreamsClient.class)).containsExactly(bean);
        assertThat(context.getBeanFactory().containsSingleton(bean)).isFalse();
        assertThat(context.getBean(DynamoDbStreamsClient.class).listStreams().streams())
                .isNotNull();
    }

    @Configuration(proxyBeanMethods = false)
    @Import(AotCrm.Application.class)
    @ImportAutoConfiguration({
        CredentialsProviderAutoConfiguration.class,
        RegionProviderAutoConfiguration.class,
        AwsAutoConfiguration.class,
        DynamoDbAutoConfiguration.class,
    })
    static class BesideSpringCloudAws {}

    @Test
    void besideSpringCloudAwsThereIsAClientOfItsOwnMadeInItsWay() {
        String region = "spring.cloud.aws.region.static=ap-south-1";
        String accessKey = "spring.cloud.aws.credentials.access-key=springs";
        String secretKey = "spring.cloud.aws.credentials.secret-key=secret";
        AotApplication.process(
                        BesideSpringCloudAws.class,
                        properties("AotCloud", AotCrm.NOWHERE, region, accessKey, secretKey))
                .run(
                        context -> {
                            AotCrm.assertWorks(context);
                            DynamoDbClient client =
                                    context.getBean(DynaStore.class).client();
                            assertThat(context.getBeanNamesForType(DynamoDbClient.class))
                                    .containsExactlyInAnyOrder("dynamoDbClient", "dynaStoreClient");
                            assertThat(client).isSameAs(context.getBean("dynaStoreClient"));
                            assertReadsStreams(context, "dynaStoreStreamsClient");
                        },
                        properties("AotCloud", toTheSharedServer(), region, accessKey, secretKey));
    }

    @Configuration(proxyBeanMethods = false)
    @Import(AotCrm.Application.class)
    static class OwnStore {
        @Bean
        DynaStore store() {
            return DynaStore.create(TestDynamoDb.client());
        }
    }

    @Test
    void anApplicationsOwnStoreIsUsed() {
        AotApplication.process(OwnStore.class, properties("AotOwn")).run(AotCrm::assertWorks, properties("AotOwn"));
    }
}
