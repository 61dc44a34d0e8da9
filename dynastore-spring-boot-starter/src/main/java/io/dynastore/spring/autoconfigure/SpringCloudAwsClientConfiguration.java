package io.dynastore.spring.autoconfigure;

import io.awspring.cloud.autoconfigure.AwsClientProperties;
import io.awspring.cloud.autoconfigure.AwsSyncClientCustomizer;
import io.awspring.cloud.autoconfigure.core.AwsClientBuilderConfigurer;
import io.awspring.cloud.autoconfigure.core.AwsConnectionDetails;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbClientCustomizer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** The part of {@link DynaStoreClientAutoConfiguration} for an application with Spring Cloud AWS. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({AwsClientBuilderConfigurer.class, DynamoDbClientCustomizer.class})
final class SpringCloudAwsClientConfiguration {
    SpringCloudAwsClientConfiguration() {}

    @Bean
    @ConditionalOnBean(AwsClientBuilderConfigurer.class)
    ClientBuilderConfigurer dynaStoreClientBuilderConfigurer(
            AwsClientBuilderConfigurer configurer,
            ObjectProvider<AwsConnectionDetails> details,
            ObjectProvider<AwsSyncClientCustomizer> allClients,
            ObjectProvider<DynamoDbClientCustomizer> dynamoDbClients) {
        return new ClientBuilderConfigurer() {
            @Override
            public void configure(DynamoDbClientBuilder builder, @Nullable Region region) {
                // The configurer fails if it finds no region of its own, unless it is given one.
                configurer.configure(builder, region == null ? null : new InRegion(region), details.getIfAvailable());
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

    @Bean
    static SpringCloudAwsConnection dynaStoreSpringCloudAwsConnection(
            ObjectProvider<DynaStoreConnectionDetails> details,
            ObjectProvider<AwsConnectionDetails> others,
            Environment environment) {
        return new SpringCloudAwsConnection(details, others, environment);
    }

    private static final class InRegion extends AwsClientProperties {
        private InRegion(Region region) {
            setRegion(region.id());
        }
    }
}
