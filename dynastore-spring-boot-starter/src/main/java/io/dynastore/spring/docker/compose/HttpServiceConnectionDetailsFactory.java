package io.dynastore.spring.docker.compose;

import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import java.net.URI;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Creates {@link DynaStoreConnectionDetails} for services with one HTTP port. */
abstract class HttpServiceConnectionDetailsFactory
        extends DockerComposeConnectionDetailsFactory<DynaStoreConnectionDetails> {
    private final int port;
    private final BiFunction<URI, RunningService, DynaStoreConnectionDetails> details;

    HttpServiceConnectionDetailsFactory(
            String image, int port, BiFunction<URI, RunningService, DynaStoreConnectionDetails> details) {
        super(image);
        this.port = port;
        this.details = details;
    }

    @Override
    protected DynaStoreConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
        RunningService service = source.getRunningService();
        URI endpoint =
                URI.create("http://" + service.host() + ":" + service.ports().get(port));
        return new Details(service, details.apply(endpoint, service));
    }

    private static final class Details extends DockerComposeConnectionDetails implements DynaStoreConnectionDetails {
        private final DynaStoreConnectionDetails details;

        private Details(RunningService service, DynaStoreConnectionDetails details) {
            super(service);
            this.details = details;
        }

        @Override
        public @Nullable URI endpoint() {
            return details.endpoint();
        }

        @Override
        public @Nullable Region region() {
            return details.region();
        }

        @Override
        public @Nullable AwsCredentialsProvider credentialsProvider() {
            return details.credentialsProvider();
        }
    }
}
