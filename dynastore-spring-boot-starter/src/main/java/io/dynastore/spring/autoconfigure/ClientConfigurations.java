package io.dynastore.spring.autoconfigure;

import io.awspring.cloud.autoconfigure.AwsClientProperties;
import io.awspring.cloud.autoconfigure.AwsSyncClientCustomizer;
import io.awspring.cloud.autoconfigure.core.AwsClientBuilderConfigurer;
import io.awspring.cloud.autoconfigure.core.AwsConnectionDetails;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbClientCustomizer;
import io.dynastore.spring.DynaStoreClient;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The steps of {@link DynaStoreClientAutoConfiguration}, which are imported in this order. */
final class ClientConfigurations {
    private ClientConfigurations() {}

    /** Configures the builders of the clients that dynastore creates. */
    interface ClientBuilderConfigurer {
        /** Configures a builder for the given region, or for the one that the AWS SDK finds if the region is null. */
        void configure(DynamoDbClientBuilder builder, @Nullable Region region);

        /** Applies the customizers that are not dynastore's own, after everything else has been set. */
        default void customize(DynamoDbClientBuilder builder) {}
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
        ClientBuilderConfigurer dynaStoreClientBuilderConfigurer(
                AwsClientBuilderConfigurer configurer,
                ObjectProvider<AwsConnectionDetails> details,
                ObjectProvider<AwsSyncClientCustomizer> allClients,
                ObjectProvider<DynamoDbClientCustomizer> dynamoDbClients) {
            return new ClientBuilderConfigurer() {
                @Override
                public void configure(DynamoDbClientBuilder builder, @Nullable Region region) {
                    // The configurer fails if it finds no region of its own, unless it is given one.
                    configurer.configure(
                            builder, region == null ? null : new InRegion(region), details.getIfAvailable());
                    if (region != null) {
                        builder.region(region);
                    }
                }

                @Override
                public void customize(DynamoDbClientBuilder builder) {
                    allClients.orderedStream().forEach(customizer -> customizer.customize(builder));
                    dynamoDbClients
                            .orderedStream()
                            .filter(customizer -> !(customizer instanceof SpringCloudAwsConnection))
                            .forEach(customizer -> customizer.customize(builder));
                }
            };
        }

        private static final class InRegion extends AwsClientProperties {
            private InRegion(Region region) {
                setRegion(region.id());
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DynamoDbClientCustomizer.class)
    static class OfSpringCloudAws {
        @Bean
        static SpringCloudAwsConnection dynaStoreSpringCloudAwsConnection(
                ObjectProvider<DynaStoreConnectionDetails> details,
                ObjectProvider<AwsConnectionDetails> others,
                Environment environment) {
            return new SpringCloudAwsConnection(details, others, environment);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(ClientBuilderConfigurer.class)
    static class Alone {
        @Bean
        ClientBuilderConfigurer dynaStoreClientBuilderConfigurer() {
            return DynamoDbClientBuilder::region;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(DynaStoreConnectionDetails.class)
    static class Dedicated {
        @DynaStoreClient
        @Bean(defaultCandidate = false)
        DynamoDbClient dynaStoreClient(ClientFactory clients, DynaStoreConnectionDetails details) {
            return clients.create(details);
        }

        @Lazy
        @DynaStoreClient
        @Bean(defaultCandidate = false)
        @Conditional(OnNoMarkedClient.ForStreams.class)
        DynamoDbStreamsClient dynaStoreStreamsClient(ClientFactory clients, DynaStoreConnectionDetails details) {
            return clients.createForStreams(details);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean({DynamoDbClient.class, DynaStoreConnectionDetails.class})
    static class Fallback {
        /** The properties are set here only if the application was processed ahead of time without them. */
        @Bean
        DynamoDbClient dynamoDbClient(ClientFactory clients, DynaStoreProperties properties) {
            return clients.create(PropertiesConnectionDetails.of(properties));
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
