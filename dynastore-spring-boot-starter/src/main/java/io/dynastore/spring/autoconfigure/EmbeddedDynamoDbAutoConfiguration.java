package io.dynastore.spring.autoconfigure;

import io.dynastore.embedded.EmbeddedDynamoDb;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Auto-configuration of an embedded DynamoDB, which runs in the application during development. It starts if
 * {@code dynastore-embedded} is on the class path, no endpoint is set, the application defines neither a client nor connection
 * details, and it is being developed or tested: its classes come from directories and not from a jar, and no environment variable of
 * Lambda, ECS or Kubernetes is set. {@code dynastore.embedded.enabled=true} permits the start anywhere. A client that Spring Cloud
 * AWS would create does not prevent it, and is connected to it; connection details for that client do. The port is published as
 * {@code local.dynamodb.port}.
 *
 * <p>An {@link EmbeddedDynamoDb} bean of the application is always used. If {@code dynastore.embedded.enabled} is {@code true} but
 * {@code dynastore-embedded} is missing, the application does not start.
 */
@AutoConfiguration(beforeName = "io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration")
@ConditionalOnBooleanProperty(
        name = {"dynastore.enabled", EmbeddedStart.PROPERTY},
        matchIfMissing = true)
@EnableConfigurationProperties(DynaStoreProperties.class)
@Import(EmbeddedReport.Registrar.class)
public final class EmbeddedDynamoDbAutoConfiguration {
    EmbeddedDynamoDbAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = EmbeddedState.EMBEDDED)
    @ConditionalOnNoConnection
    @Conditional(OnEmbeddedStart.class)
    static class Present {
        /** Returns null if the application was processed ahead of time, and only at run time another DynamoDB is configured. */
        @Bean
        @ConditionalOnMissingBean
        @Nullable
        EmbeddedDynamoDb embeddedDynamoDb(
                DynaStoreProperties properties,
                ObjectProvider<EmbeddedDynamoDbBuilderCustomizer> customizers,
                ConfigurableListableBeanFactory beans,
                ConfigurableEnvironment environment) {
            return properties.endpoint() != null
                            || !new EmbeddedState(beans, environment).start().permitted()
                    ? null
                    : EmbeddedDatabase.start(properties.embedded(), customizers.orderedStream());
        }

        @Bean
        DynaStoreConnectionDetails embeddedDynamoDbConnectionDetails(
                @Nullable EmbeddedDynamoDb database,
                DynaStoreProperties properties,
                ConfigurableEnvironment environment) {
            return database == null
                    ? PropertiesConnectionDetails.of(properties)
                    : EmbeddedDatabase.connect(database, properties.embedded(), environment);
        }
    }

    /** Fails; otherwise the application would use AWS, although the embedded DynamoDB has been requested. */
    @Bean
    @ConditionalOnMissingClass(EmbeddedState.EMBEDDED)
    @ConditionalOnBooleanProperty(EmbeddedStart.PROPERTY)
    @ConditionalOnNoConnection
    static BeanFactoryPostProcessor embeddedDynamoDbIsMissing() {
        return beans -> {
            throw new FailureAnalyzedException(
                    "'dynastore.embedded.enabled' is true, but dynastore-embedded is not on the class path.",
                    "Add the dependency 'io.dynastore:dynastore-embedded', or remove 'dynastore.embedded.enabled':"
                            + " without it, DynamoDB runs in the application if dynastore-embedded is on the class"
                            + " path and the application is being developed or tested; otherwise AWS is used.");
        };
    }
}
