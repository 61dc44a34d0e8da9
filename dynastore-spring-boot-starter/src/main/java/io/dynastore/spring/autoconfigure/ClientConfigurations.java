package io.dynastore.spring.autoconfigure;

import io.awspring.cloud.autoconfigure.core.AwsClientBuilderConfigurer;
import io.dynastore.spring.DynaStoreClient;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** The steps of {@link DynaStoreClientAutoConfiguration}, imported in their order. */
final class ClientConfigurations {
    private ClientConfigurations() {}

    /** How a client begins that dynastore makes. */
    interface ClientBuilderFactory {
        DynamoDbClientBuilder create();
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(OnEndpointOrRegion.class)
    @ConditionalOnMissingBean(DynaStoreConnectionDetails.class)
    static class FromProperties {
        @Bean
        DynaStoreConnectionDetails propertiesConnectionDetails(DynaStoreProperties properties) {
            return PropertiesConnectionDetails.of(properties);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(AwsClientBuilderConfigurer.class)
    @ConditionalOnBean(AwsClientBuilderConfigurer.class)
    static class BesideSpringCloudAws {
        @Bean
        ClientBuilderFactory dynaStoreClientBuilderFactory(AwsClientBuilderConfigurer configurer) {
            return () -> configurer.configure(DynamoDbClient.builder());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(ClientBuilderFactory.class)
    static class Alone {
        @Bean
        ClientBuilderFactory dynaStoreClientBuilderFactory() {
            return DynamoDbClient::builder;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(DynaStoreConnectionDetails.class)
    static class Dedicated {
        @DynaStoreClient
        @Bean(defaultCandidate = false)
        DynamoDbClient dynaStoreClient(ClientBuilderFactory builders, DynaStoreConnectionDetails details) {
            DynamoDbClientBuilder builder = builders.create();
            PropertyMapper map = PropertyMapper.get();
            map.from(details::endpoint).to(builder::endpointOverride);
            map.from(details::region).to(builder::region);
            map.from(details::credentialsProvider).to(builder::credentialsProvider);
            return builder.build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean({DynamoDbClient.class, DynaStoreConnectionDetails.class})
    static class Fallback {
        @Bean
        DynamoDbClient dynamoDbClient(ClientBuilderFactory builders) {
            return builders.create().build();
        }
    }

    static final class OnEndpointOrRegion extends AnyNestedCondition {
        OnEndpointOrRegion() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty("dynastore.endpoint")
        static final class Endpoint {}

        @ConditionalOnProperty("dynastore.region")
        static final class OwnRegion {}
    }
}
