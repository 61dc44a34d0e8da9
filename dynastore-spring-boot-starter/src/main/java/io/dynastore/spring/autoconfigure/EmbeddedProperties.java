package io.dynastore.spring.autoconfigure;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the DynamoDB that runs in the application itself.
 *
 * @param enabled Whether DynamoDB may run in the application wherever that runs, from a jar and in a container too. By default it
 *     starts from a class path of directories only, as in an IDE and in tests, and outside of AWS and Kubernetes.
 * @param port Port that the embedded DynamoDB listens on, on the loopback address only. 0 for a free one.
 * @param path File that the embedded DynamoDB keeps its data in, if the name ends in .db, or else the directory of that file,
 *     dynastore.mv.db. In memory by default.
 */
public record EmbeddedProperties(
        @Nullable Boolean enabled,
        @DefaultValue("0") int port,
        @Nullable Path path) {
    private static final String EXTENSION = ".db";
    private static final String FILE = "dynastore.mv.db";

    /** The file itself; null to keep the data in memory. */
    @Nullable
    Path file() {
        return path == null || path.toString().endsWith(EXTENSION) ? path : path.resolve(FILE);
    }
}
