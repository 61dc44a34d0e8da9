package io.dynastore.spring.autoconfigure;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the DynamoDB that runs in the application itself.
 *
 * @param enabled Whether to run DynamoDB in the application when DynamoDB Local is on the class path and nothing else is configured.
 * @param port Port that the embedded DynamoDB listens on, on the loopback address only. 0 for a free one.
 * @param path Directory that the embedded DynamoDB keeps its data in. In memory by default.
 */
public record EmbeddedProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("0") int port,
        @Nullable Path path) {}
