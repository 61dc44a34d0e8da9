package io.dynastore.spring.docker.compose;

import io.dynastore.spring.autoconfigure.DynaStoreConnectionDetails;
import java.util.HashMap;
import java.util.Map;

/** Creates {@link DynaStoreConnectionDetails} for services of the image {@code localstack/localstack}. */
final class LocalStackDockerComposeConnectionDetailsFactory extends HttpServiceConnectionDetailsFactory {
    LocalStackDockerComposeConnectionDetailsFactory() {
        super("localstack/localstack", 4566, (endpoint, service) -> {
            // The value of a variable without one is null.
            Map<String, String> environment = new HashMap<>();
            service.env().forEach((name, value) -> {
                if (value != null) {
                    environment.put(name, value);
                }
            });
            return DynaStoreConnectionDetails.localStack(endpoint, environment);
        });
    }
}
