package io.dynastore.spring.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A DynamoDB for development and tests that runs in this JVM: DynamoDB Local behind HTTP, on the loopback address
 * {@code 127.0.0.1} only and without its telemetry. The application brings
 * {@code software.amazon.dynamodb:DynamoDBLocal} itself.
 *
 * <p>All clients share one database, whatever their region and credentials, unless it was started
 * {@linkplain #startSeparated() to keep them apart}; the access key has to consist of letters and digits. Several instances can run at once, each with data of its own. DynamoDB Local keeps threads that hold up
 * the end of the JVM, so an instance has to be closed.
 *
 * <p>Instances are thread-safe.
 */
public final class EmbeddedDynamoDb implements AutoCloseable {

    private static final Log logger = LogFactory.getLog(EmbeddedDynamoDb.class);

    private final LoopbackServer server;

    private final @Nullable DatabaseDirectory directory;

    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedDynamoDb(LoopbackServer server, @Nullable DatabaseDirectory directory) {
        this.server = server;
        this.directory = directory;
    }

    /**
     * Starts an instance on a free port that keeps its data in memory.
     *
     * @return the instance, which answers already
     * @throws EmbeddedDynamoDbException if it cannot start
     */
    public static EmbeddedDynamoDb start() {
        return start(0, null);
    }

    /**
     * Starts an instance.
     *
     * @param port the port to listen on, 0 for a free one
     * @param path the directory to keep the data in, created where absent; {@code null} to keep it in memory
     * @return the instance, which answers already
     * @throws IllegalArgumentException if the port is not one
     * @throws EmbeddedDynamoDbException if the port is taken, the directory cannot be used or is in use, or SQLite,
     *     which DynamoDB Local stores its data with, does not run on this platform
     */
    public static EmbeddedDynamoDb start(int port, @Nullable Path path) {
        return start(port, path, true);
    }

    /**
     * Starts an instance on a free port that has a database in memory for each access key and region: clients of different
     * ones do not see each other's tables.
     *
     * @return the instance, which answers already
     * @throws EmbeddedDynamoDbException if it cannot start
     */
    public static EmbeddedDynamoDb startSeparated() {
        return start(0, null, false);
    }

    private static EmbeddedDynamoDb start(int port, @Nullable Path path, boolean shared) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("dynastore.embedded.port must be between 0 and 65535, but is " + port);
        }
        QuietLogging.apply();
        NativeSqlite.load();
        DatabaseDirectory directory = path != null ? DatabaseDirectory.open(path) : null;
        try {
            LoopbackServer server = LoopbackServer.start(port, directory, shared);
            EmbeddedDynamoDb embedded = new EmbeddedDynamoDb(server, directory);
            announce(embedded.endpoint(), directory);
            return embedded;
        } catch (Throwable ex) {
            if (directory != null) {
                directory.close();
            }
            throw ex;
        }
    }

    /**
     * The address that it answers on: {@code http://127.0.0.1:port}.
     *
     * @return the address
     */
    public URI endpoint() {
        return URI.create("http://" + LoopbackServer.HOST + ":" + server.port());
    }

    /** Stops it and frees the port and the directory. Data in memory is lost. Closing again does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            server.close();
        } finally {
            if (directory != null) {
                directory.close();
            }
        }
    }

    @Override
    public String toString() {
        return "EmbeddedDynamoDb[" + endpoint() + ", " + storage(directory) + "]";
    }

    private static void announce(URI endpoint, @Nullable DatabaseDirectory directory) {
        logger.warn("EMBEDDED DYNAMODB, FOR DEVELOPMENT ONLY: listening on " + endpoint + ", " + storage(directory));
    }

    private static String storage(@Nullable DatabaseDirectory directory) {
        return directory != null
                ? "data kept under " + directory.path()
                : "data in memory, lost when the application stops";
    }
}
