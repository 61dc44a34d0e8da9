package io.dynastore.spring.embedded;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local's request handling in a Jetty server that is bound to the loopback address. DynamoDB Local's own
 * server binds all interfaces and knows no port 0; it is also where its telemetry is configured, which is why none is
 * sent here.
 */
final class LoopbackServer implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private static final Log logger = LogFactory.getLog(LoopbackServer.class);

    private static final int MAX_THREADS = 64;

    private static final int MIN_THREADS = 4;

    private final Server server;

    private final ServerConnector connector;

    private final LocalDynamoDBServerHandler handler;

    private final int port;

    private LoopbackServer(int port, LocalDynamoDBServerHandler handler) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("embedded-dynamodb");
        threads.setDaemon(true);
        this.handler = handler;
        this.server = new Server(threads);
        this.connector = new ServerConnector(server, 1, 1);
        connector.setHost(HOST);
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(handler);
        try {
            server.start();
            this.port = connector.getLocalPort();
        } catch (Exception ex) {
            close();
            throw notStarted(port, ex);
        }
    }

    /** Starts one that keeps its data in the directory or else in memory, in one database or one for each access key. */
    static LoopbackServer start(int port, @Nullable DatabaseDirectory directory, boolean shared) {
        return new LoopbackServer(port, new LocalDynamoDBServerHandler(openDatabase(directory, shared), null));
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception ex) {
            logger.warn("The HTTP server of the embedded DynamoDB did not stop cleanly", ex);
        } finally {
            server.destroy();
            handler.close();
        }
    }

    private static LocalDynamoDBRequestHandler openDatabase(@Nullable DatabaseDirectory directory, boolean shared) {
        LocalDynamoDBRequestHandler requests = null;
        try {
            requests = new LocalDynamoDBRequestHandler(
                    0, directory == null, directory != null ? directory.path().toString() : null, shared, false);
            // The database is opened by the first request. Made here, so that what is wrong with it shows now.
            requests.listTables("embedded", "local", ListTablesRequest.builder().build());
            return requests;
        } catch (Exception ex) {
            if (requests != null) {
                requests.shutdown();
            }
            throw notOpened(directory, ex);
        }
    }

    private static EmbeddedDynamoDbException notOpened(@Nullable DatabaseDirectory directory, Exception ex) {
        return directory != null
                ? new EmbeddedDynamoDbException(
                        "The embedded DynamoDB cannot read its database under " + directory.path() + ".",
                        "Delete what is there, or set 'dynastore.embedded.path' to another directory.",
                        ex)
                : new EmbeddedDynamoDbException(
                        "The embedded DynamoDB cannot open its database in memory (" + ex + ").",
                        NativeSqlite.INSTEAD,
                        ex);
    }

    private static EmbeddedDynamoDbException notStarted(int port, Exception ex) {
        Throwable cause = ex.getCause() != null ? ex.getCause() : ex;
        return new EmbeddedDynamoDbException(
                "The embedded DynamoDB cannot listen on " + HOST + ":" + port + " (" + cause.getMessage() + ").",
                "Stop what listens there, set 'dynastore.embedded.port' to another port, or to 0 for a free one.",
                ex);
    }
}
