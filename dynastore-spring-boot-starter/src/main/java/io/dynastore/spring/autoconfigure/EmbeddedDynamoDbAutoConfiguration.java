package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.spring.embedded.EmbeddedDynamoDb;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Runs DynamoDB in the application itself, for development: when DynamoDB Local is on the class path, no endpoint is set,
 * and the application has neither a client nor connection details of its own. A client that Spring Cloud AWS would make
 * does not count, but connection details for it do. The port is published as {@code local.dynamodb.port}.
 * Asked for by {@code dynastore.embedded.enabled=true} where DynamoDB Local is missing, it keeps the application from
 * starting.
 */
@AutoConfiguration(beforeName = "io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration")
@ConditionalOnBooleanProperty(
        name = {"dynastore.enabled", "dynastore.embedded.enabled"},
        matchIfMissing = true)
@ConditionalOnMissingBean(
        value = {DynamoDbClient.class, DynaStoreConnectionDetails.class, DynaStore.class},
        type = "io.awspring.cloud.autoconfigure.core.AwsConnectionDetails")
@Conditional({OnNoMarkedClient.class, EmbeddedDynamoDbAutoConfiguration.OnNoEndpoint.class})
@EnableConfigurationProperties(DynaStoreProperties.class)
public final class EmbeddedDynamoDbAutoConfiguration {
    private static final String DYNAMODB_LOCAL =
            "software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler";

    EmbeddedDynamoDbAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = DYNAMODB_LOCAL)
    static class Present {
        /** Null if the application was processed ahead of time and is told only now that it is to use another. */
        @Bean
        @ConditionalOnMissingBean
        @Nullable
        EmbeddedDynamoDb embeddedDynamoDb(DynaStoreProperties properties, ConfigurableEnvironment environment) {
            EmbeddedProperties embedded = properties.embedded();
            if (!embedded.enabled() || properties.endpoint() != null) {
                return null;
            }
            EmbeddedDynamoDb dynamoDb = start(embedded);
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "embeddedDynamoDb",
                            Map.of("local.dynamodb.port", dynamoDb.endpoint().getPort())));
            return dynamoDb;
        }

        private static EmbeddedDynamoDb start(EmbeddedProperties embedded) {
            try {
                return EmbeddedDynamoDb.start(embedded.port(), embedded.path());
            } catch (IllegalArgumentException e) {
                throw new FailureAnalyzedException(
                        String.valueOf(e.getMessage()),
                        "Set 'dynastore.embedded.port' to another port, or leave it out for a free one.",
                        e);
            }
        }

        @Bean
        DynaStoreConnectionDetails embeddedDynamoDbConnectionDetails(
                @Nullable EmbeddedDynamoDb embeddedDynamoDb, DynaStoreProperties properties) {
            return embeddedDynamoDb == null
                    ? PropertiesConnectionDetails.of(properties)
                    : new LocalConnectionDetails(embeddedDynamoDb.endpoint());
        }
    }

    /** Otherwise it would be AWS, of which nobody thinks who has asked for this. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass(DYNAMODB_LOCAL)
    @ConditionalOnBooleanProperty("dynastore.embedded.enabled")
    static class Missing {
        @Bean
        static BeanFactoryPostProcessor embeddedDynamoDbIsMissing() {
            return beans -> {
                throw new FailureAnalyzedException(
                        "'dynastore.embedded.enabled' is true, but DynamoDB Local is not on the class path.",
                        "Add the dependency 'software.amazon.dynamodb:DynamoDBLocal', or remove"
                                + " 'dynastore.embedded.enabled': without it, DynamoDB runs in the application where"
                                + " DynamoDB Local is on the class path, and is that of AWS elsewhere.");
            };
        }
    }

    /** No property says where DynamoDB is. */
    static final class OnNoEndpoint extends NoneNestedConditions {
        OnNoEndpoint() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty("dynastore.endpoint")
        static final class Own {}

        @ConditionalOnProperty("spring.cloud.aws.endpoint")
        static final class SpringCloudAws {}

        @ConditionalOnProperty("spring.cloud.aws.dynamodb.endpoint")
        static final class SpringCloudAwsDynamoDb {}
    }
}
