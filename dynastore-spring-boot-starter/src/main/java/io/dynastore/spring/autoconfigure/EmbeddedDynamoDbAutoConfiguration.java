package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import io.dynastore.spring.embedded.EmbeddedDynamoDb;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Runs DynamoDB in the application itself, for development: when DynamoDB Local is on the class path, no endpoint is set,
 * and the application has neither a client nor connection details of its own. A client that Spring Cloud AWS would make
 * does not count, but connection details for it do. The port is published as {@code local.dynamodb.port}.
 */
@AutoConfiguration(beforeName = "io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration")
@ConditionalOnClass(name = "software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler")
@ConditionalOnBooleanProperty(
        name = {"dynastore.enabled", "dynastore.embedded.enabled"},
        matchIfMissing = true)
@ConditionalOnMissingBean(
        value = {DynamoDbClient.class, DynaStoreConnectionDetails.class, DynaStore.class},
        type = "io.awspring.cloud.autoconfigure.core.AwsConnectionDetails")
@Conditional({OnNoMarkedClient.class, EmbeddedDynamoDbAutoConfiguration.OnNoEndpoint.class})
@EnableConfigurationProperties(DynaStoreProperties.class)
public final class EmbeddedDynamoDbAutoConfiguration {
    EmbeddedDynamoDbAutoConfiguration() {}

    @Bean
    EmbeddedDynamoDb embeddedDynamoDb(DynaStoreProperties properties, ConfigurableEnvironment environment) {
        EmbeddedProperties embedded = properties.embedded();
        EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start(embedded.port(), embedded.path());
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "embeddedDynamoDb",
                        Map.of("local.dynamodb.port", dynamoDb.endpoint().getPort())));
        return dynamoDb;
    }

    @Bean
    DynaStoreConnectionDetails embeddedDynamoDbConnectionDetails(EmbeddedDynamoDb embeddedDynamoDb) {
        return new LocalConnectionDetails(embeddedDynamoDb.endpoint());
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
