package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.spring.autoconfigure.ClientConfigurations.ClientBuilderFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Finds the DynamoDB client for dynastore. The first that matches: a bean that is marked
 * {@link io.dynastore.spring.DynaStoreClient}; a client of dynastore's own, where there are
 * {@link DynaStoreConnectionDetails} or {@code dynastore.endpoint} or {@code dynastore.region} is set; the application's
 * client bean, be it Spring Cloud AWS's; and where there is none, a new one, made as Spring Cloud AWS configures it or else
 * by the AWS SDK's defaults. Only a client that is made here is closed here, and customized: by Spring Cloud AWS's
 * customizers, then by each {@link DynaStoreClientBuilderCustomizer}.
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
@Import({
    ClientConfigurations.FromProperties.class,
    ClientConfigurations.BesideSpringCloudAws.class,
    ClientConfigurations.Alone.class,
    ClientConfigurations.Dedicated.class,
    ClientConfigurations.Fallback.class,
})
public final class DynaStoreClientAutoConfiguration {
    DynaStoreClientAutoConfiguration() {}

    @Bean
    ClientFactory dynaStoreClientFactory(
            ClientBuilderFactory builders,
            ObjectProvider<DynaStoreClientBuilderCustomizer> customizers,
            ConfigurableListableBeanFactory beans,
            ConfigurableEnvironment environment) {
        return new ClientFactory(builders, customizers, new EmbeddedState(beans, environment));
    }
}
