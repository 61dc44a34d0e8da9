package io.dynastore.spring.autoconfigure;

import io.dynastore.DynaStore;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Logs why the embedded DynamoDB, which is on the class path, has not started. */
final class EmbeddedReport implements SmartInitializingSingleton {
    private static final Log logger = LogFactory.getLog(EmbeddedReport.class);

    private final List<String> connections;
    private final EmbeddedState state;

    EmbeddedReport(
            List<String> connections, ConfigurableListableBeanFactory beans, ConfigurableEnvironment environment) {
        this.connections = List.copyOf(connections);
        this.state = new EmbeddedState(beans, environment);
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (state.isPresent() && !state.isRunning()) {
            logger.info("The embedded DynamoDB is on the class path, but was not started, because " + reason());
        }
    }

    private String reason() {
        return OnNoEndpoint.endpointProperty(state.environment())
                .map(property -> "'" + property + "' is set")
                .orElseGet(() -> connections.isEmpty()
                        ? state.start().reason()
                        : "the application defines its own connection: " + String.join(", ", connections));
    }

    /** Records the connections that the application defines, before later auto-configurations add theirs. */
    static final class Registrar implements ImportBeanDefinitionRegistrar {
        private static final List<String> CONNECTIONS = List.of(
                DynaStore.class.getName(),
                DynaStoreConnectionDetails.class.getName(),
                DynamoDbClient.class.getName(),
                "io.awspring.cloud.autoconfigure.core.AwsConnectionDetails");

        @Override
        public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
            if (registry instanceof ConfigurableListableBeanFactory beans
                    && ClassUtils.isPresent(EmbeddedState.EMBEDDED, beans.getBeanClassLoader())) {
                registry.registerBeanDefinition(
                        "dynaStoreEmbeddedReport",
                        BeanDefinitionBuilder.rootBeanDefinition(EmbeddedReport.class)
                                .setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR)
                                .addConstructorArgValue(connections(beans))
                                .setRole(BeanDefinition.ROLE_INFRASTRUCTURE)
                                .getBeanDefinition());
            }
        }

        private static List<String> connections(ConfigurableListableBeanFactory beans) {
            return CONNECTIONS.stream()
                    .filter(type -> ClassUtils.isPresent(type, beans.getBeanClassLoader()))
                    .map(type -> ClassUtils.resolveClassName(type, beans.getBeanClassLoader()))
                    .flatMap(type -> Arrays.stream(beans.getBeanNamesForType(type, true, false))
                            .map(name -> "'" + name + "' (" + type.getSimpleName() + ")"))
                    .toList();
        }
    }
}
