package io.dynastore.spring.testcontainers;

import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import java.net.URI;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.Container;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Creates {@link DynaStoreConnectionDetails} for containers with one HTTP port. */
abstract class HttpContainerConnectionDetailsFactory
        extends ContainerConnectionDetailsFactory<Container<?>, DynaStoreConnectionDetails> {
    private final int port;
    private final BiFunction<URI, Container<?>, DynaStoreConnectionDetails> details;

    HttpContainerConnectionDetailsFactory(
            String image, int port, BiFunction<URI, Container<?>, DynaStoreConnectionDetails> details) {
        super(image);
        this.port = port;
        this.details = details;
    }

    @Override
    protected DynaStoreConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
        return new Details(source);
    }

    /** Connection details that are read from the container on each call, the first of which starts it. */
    private final class Details extends ContainerConnectionDetails<Container<?>> implements DynaStoreConnectionDetails {
        private Details(ContainerConnectionSource<Container<?>> source) {
            super(source);
        }

        @Override
        public @Nullable URI endpoint() {
            return details().endpoint();
        }

        @Override
        public @Nullable Region region() {
            return details().region();
        }

        @Override
        public @Nullable AwsCredentialsProvider credentialsProvider() {
            return details().credentialsProvider();
        }

        private DynaStoreConnectionDetails details() {
            Container<?> container = getContainer();
            return details.apply(
                    URI.create("http://" + container.getHost() + ":" + container.getMappedPort(port)), container);
        }
    }
}
