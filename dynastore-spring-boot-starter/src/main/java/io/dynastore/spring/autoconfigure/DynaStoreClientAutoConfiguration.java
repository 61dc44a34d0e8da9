package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.spring.DynaStoreClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Auto-configuration of the DynamoDB client for dynastore, which is the first of these:
 *
 * <ol>
 *   <li>a bean that is annotated with {@link io.dynastore.spring.DynaStoreClient};
 *   <li>a client for dynastore alone, if there are {@link DynaStoreConnectionDetails}, or if {@code dynastore.endpoint} or
 *       {@code dynastore.region} is set;
 *   <li>the client bean of the application or of Spring Cloud AWS;
 *   <li>a new client with the settings of Spring Cloud AWS, or else with the defaults of the AWS SDK.
 * </ol>
 *
 * <p>Only a client that is created here is closed with the context and customized, first by the customizers of Spring Cloud AWS
 * and then by the {@link DynaStoreClientBuilderCustomizer} beans.
 */
@AutoConfiguration(
        after = EmbeddedDynamoDbAutoConfiguration.class,
        afterName = {
            "io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration",
            "io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration",
        })
@ConditionalOnBooleanProperty(name = "dynastore.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(DynaStore.class)
@Conditional(OnNoMarkedClient.class)
@EnableConfigurationProperties(DynaStoreProperties.class)
@Import(SpringCloudAwsClientConfiguration.class)
public final class DynaStoreClientAutoConfiguration {
    DynaStoreClientAutoConfiguration() {}

    @Bean
    @Conditional(OnEndpointOrRegion.class)
    @ConditionalOnMissingBean
    DynaStoreConnectionDetails propertiesConnectionDetails(DynaStoreProperties properties) {
        return PropertiesConnectionDetails.of(properties);
    }

    @Bean
    @ConditionalOnMissingBean
    ClientBuilderConfigurer dynaStoreClientBuilderConfigurer() {
        return DynamoDbClientBuilder::region;
    }

    @DynaStoreClient
    @Bean(defaultCandidate = false)
    @ConditionalOnBean(DynaStoreConnectionDetails.class)
    DynamoDbClient dynaStoreClient(ClientFactory clients, DynaStoreConnectionDetails details) {
        return clients.create(details);
    }

    @Lazy
    @DynaStoreClient
    @Bean(defaultCandidate = false)
    @ConditionalOnBean(DynaStoreConnectionDetails.class)
    @Conditional(OnNoMarkedClient.ForStreams.class)
    DynamoDbStreamsClient dynaStoreStreamsClient(ClientFactory clients, DynaStoreConnectionDetails details) {
        return clients.createForStreams(details);
    }

    /** The properties are set here only if the application was processed ahead of time without them. */
    @Bean
    @ConditionalOnMissingBean({DynamoDbClient.class, DynaStoreConnectionDetails.class})
    DynamoDbClient dynamoDbClient(ClientFactory clients, DynaStoreProperties properties) {
        return clients.create(PropertiesConnectionDetails.of(properties));
    }

    @Bean
    ClientFactory dynaStoreClientFactory(
            ClientBuilderConfigurer builders,
            ObjectProvider<DynaStoreClientBuilderCustomizer> customizers,
            DynaStoreProperties properties,
            ConfigurableListableBeanFactory beans,
            ConfigurableEnvironment environment) {
        return new ClientFactory(
                builders,
                customizers,
                new ClientSettings(properties.client(), Threading.VIRTUAL.isActive(environment)),
                new EmbeddedState(beans, environment));
    }

    @Bean
    ConnectionsLifecycle dynaStoreConnectionsLifecycle(ClientFactory clients, ConfigurableApplicationContext context) {
        return new ConnectionsLifecycle(clients, context);
    }
}
