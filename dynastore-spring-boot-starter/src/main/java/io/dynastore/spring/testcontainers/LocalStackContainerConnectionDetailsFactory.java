package io.dynastore.spring.testcontainers;

import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import java.util.List;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.util.ClassUtils;
import org.testcontainers.containers.Container;

/**
 * Creates {@link DynaStoreConnectionDetails} for containers of the image {@code localstack/localstack}, and for any
 * {@code LocalStackContainer}.
 */
final class LocalStackContainerConnectionDetailsFactory extends HttpContainerConnectionDetailsFactory {
    /** The names are used, because neither class needs to be on the class path. */
    private static final List<String> TYPES = List.of(
            "org.testcontainers.localstack.LocalStackContainer",
            "org.testcontainers.containers.localstack.LocalStackContainer");

    LocalStackContainerConnectionDetailsFactory() {
        super(
                "localstack/localstack",
                4566,
                (endpoint, container) -> DynaStoreConnectionDetails.localStack(endpoint, container.getEnvMap()));
    }

    @Override
    protected boolean sourceAccepts(
            ContainerConnectionSource<Container<?>> source,
            Class<?> requiredContainerType,
            Class<?> requiredConnectionDetailsType) {
        return super.sourceAccepts(source, requiredContainerType, requiredConnectionDetailsType)
                || TYPES.stream()
                        .filter(type -> ClassUtils.isPresent(type, null))
                        .map(type -> ClassUtils.resolveClassName(type, null))
                        .anyMatch(type -> source.accepts(ANY_CONNECTION_NAME, type, requiredConnectionDetailsType));
    }
}
