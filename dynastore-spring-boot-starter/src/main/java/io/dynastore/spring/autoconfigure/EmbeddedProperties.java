package io.dynastore.spring.autoconfigure;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the DynamoDB that runs in the application.
 *
 * @param enabled Whether DynamoDB may run in the application everywhere, also from a jar and in a container. By default, it
 *     starts only from a class path of directories, as in an IDE and in tests, and outside AWS and Kubernetes.
 * @param port Port of the loopback address that the embedded DynamoDB listens on, or 0 for a free one.
 * @param path File in which the embedded DynamoDB keeps its data, if the name ends in .db, or else the directory of the file
 *     dynastore.mv.db. By default, the data is kept in memory.
 */
public record EmbeddedProperties(
        @Nullable Boolean enabled,
        @DefaultValue("0") int port,
        @Nullable Path path) {
    private static final String EXTENSION = ".db";
    private static final String FILE = "dynastore.mv.db";

    /** Returns the file, or null if the data is kept in memory. */
    @Nullable
    Path file() {
        return path == null || path.toString().endsWith(EXTENSION) ? path : path.resolve(FILE);
    }
}
