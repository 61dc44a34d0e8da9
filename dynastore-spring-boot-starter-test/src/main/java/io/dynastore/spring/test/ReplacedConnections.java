package io.dynastore.spring.test;

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
 * {@link DynaStoreClient}, and connection details that are not of a container. Who asks for such a client by its name gets
 * the one that the starter makes instead.
 */
final class ReplacedConnections implements ImportBeanDefinitionRegistrar {
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
        for (String name : beans.getBeanNamesForType(DynamoDbClient.class, true, false)) {
            if (registry.containsBeanDefinition(name)
                    && beans.findAnnotationOnBean(name, DynaStoreClient.class, false) != null) {
                registry.removeBeanDefinition(name);
                if (!name.equals(STARTERS_CLIENT)) {
                    registry.registerAlias(STARTERS_CLIENT, name);
                }
            }
        }
    }
}
