package io.dynastore.spring.test;

import io.dynastore.embedded.EmbeddedDynamoDb;
import io.dynastore.spring.DynaStoreClient;
import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.container.ContainerImageMetadata;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Removes the application's own connections to DynamoDB before the starter looks for them: clients that are annotated with
 * {@link DynaStoreClient}, connection details that are not those of a container, and databases in this JVM, which may use files. The
 * name of such a client or database becomes an alias of the test's.
 */
final class ReplacedConnections implements ImportBeanDefinitionRegistrar {
    /** The name of the test's database. */
    static final String DATABASE = "testDynamoDb";

    private static final String STARTERS_CLIENT = "dynaStoreClient";
    private static final String STARTERS_STREAMS_CLIENT = "dynaStoreStreamsClient";

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        if (!(registry instanceof ConfigurableListableBeanFactory beans)) {
            return;
        }
        for (String name : beans.getBeanNamesForType(DynaStoreConnectionDetails.class, true, false)) {
            if (registry.containsBeanDefinition(name)
                    && !ContainerImageMetadata.isPresent(registry.getBeanDefinition(name))) {
                registry.removeBeanDefinition(name);
            }
        }
        if (beans.getBeanNamesForType(DynaStoreConnectionDetails.class, true, false).length == 0) {
            for (String name : beans.getBeanNamesForType(EmbeddedDynamoDb.class, true, false)) {
                replace(registry, name, DATABASE);
            }
        }
        replaceMarked(DynamoDbClient.class, STARTERS_CLIENT, beans, registry);
        replaceMarked(DynamoDbStreamsClient.class, STARTERS_STREAMS_CLIENT, beans, registry);
    }

    private static void replaceMarked(
            Class<?> type, String replacement, ConfigurableListableBeanFactory beans, BeanDefinitionRegistry registry) {
        for (String name : beans.getBeanNamesForType(type, true, false)) {
            if (registry.containsBeanDefinition(name)
                    && beans.findAnnotationOnBean(name, DynaStoreClient.class, false) != null) {
                replace(registry, name, replacement);
            }
        }
    }

    private static void replace(BeanDefinitionRegistry registry, String name, String replacement) {
        if (registry.containsBeanDefinition(name)) {
            registry.removeBeanDefinition(name);
            if (!name.equals(replacement)) {
                registry.registerAlias(replacement, name);
            }
        }
    }
}
