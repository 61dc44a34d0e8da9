package io.dynastore.spring.autoconfigure;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the DynamoDB that runs in the application itself.
 *
 * @param enabled Whether to run it when DynamoDB Local is on the class path and nothing else is configured.
 * @param port Port that it listens on, on the loopback address only. 0 for a free one.
 * @param path Directory to keep the data in. In memory by default.
 */
public record EmbeddedProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("0") int port,
        @Nullable Path path) {}
