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

/**
 * Takes the application's own ways to DynamoDB away, before the starter looks for them: clients that are marked
 * {@link DynaStoreClient}, and connection details that are not of a container; and databases in this JVM, which may be in files.
 * By the name of such a client or database, the test's is found instead.
 */
final class ReplacedConnections implements ImportBeanDefinitionRegistrar {
    /** The test's database. */
    static final String DATABASE = "testDynamoDb";

    private static final String STARTERS_CLIENT = "dynaStoreClient";

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
        for (String name : beans.getBeanNamesForType(DynamoDbClient.class, true, false)) {
            if (registry.containsBeanDefinition(name)
                    && beans.findAnnotationOnBean(name, DynaStoreClient.class, false) != null) {
                replace(registry, name, STARTERS_CLIENT);
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
