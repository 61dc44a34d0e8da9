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
 * Runs DynamoDB in the application itself, for development: when {@code dynastore-embedded} is on the class path, no endpoint is
 * set, the application has neither a client nor connection details of its own, and it is being developed or tested. It is if its
 * classes come from directories and not from a jar, and no environment variable of Lambda, ECS or Kubernetes is set;
 * {@code dynastore.embedded.enabled=true} permits the start anywhere. A client that Spring Cloud AWS would make does not count,
 * but connection details for it do. The port is published as {@code local.dynamodb.port}.
 *
 * <p>An {@link EmbeddedDynamoDb} bean of the application is used wherever it runs. If {@code dynastore.embedded.enabled=true}
 * asks for it where {@code dynastore-embedded} is missing, the application does not start.
 */
@AutoConfiguration(beforeName = "io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration")
@ConditionalOnBooleanProperty(
        name = {"dynastore.enabled", EmbeddedStart.PROPERTY},
        matchIfMissing = true)
@EnableConfigurationProperties(DynaStoreProperties.class)
public final class EmbeddedDynamoDbAutoConfiguration {
    EmbeddedDynamoDbAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = EmbeddedState.EMBEDDED)
    @ConditionalOnNoConnection
    @Conditional(OnEmbeddedStart.class)
    static class Present {
        /** Null if the application was processed ahead of time and only its run shows that it is to use another. */
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

    /** One line where the embedded DynamoDB is there and does not start. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = EmbeddedState.EMBEDDED)
    @Import(EmbeddedReport.Registrar.class)
    static class Report {}

    /** Otherwise it would be AWS, which nobody expects who has asked for this. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass(EmbeddedState.EMBEDDED)
    @ConditionalOnBooleanProperty(EmbeddedStart.PROPERTY)
    @ConditionalOnNoConnection
    static class Missing {
        @Bean
        static BeanFactoryPostProcessor embeddedDynamoDbIsMissing() {
            return beans -> {
                throw new FailureAnalyzedException(
                        "'dynastore.embedded.enabled' is true, but dynastore-embedded is not on the class path.",
                        "Add the dependency 'io.dynastore:dynastore-embedded', or remove 'dynastore.embedded.enabled':"
                                + " without it, DynamoDB runs in the application where dynastore-embedded is on the class"
                                + " path and the application is being developed or tested, and is that of AWS elsewhere.");
            };
        }
    }
}
