package io.dynastore.embedded;

import io.dynastore.embedded.internal.operation.Database;
import io.dynastore.embedded.internal.operation.Undocumented;
import io.dynastore.embedded.internal.storage.Store;
import io.dynastore.embedded.internal.storage.StoreException;
import io.dynastore.embedded.internal.wire.Exchange;
import io.dynastore.embedded.internal.wire.Handler;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A DynamoDB for development and tests: its API over sorted maps, in memory or in a file, in this JVM.
 *
 * <p>Clients in process are made by {@link EmbeddedClients}; {@link #listen(int)} opens a port for others. All clients see the
 * same tables, whatever their region and credentials. Several instances can run in a JVM, each with data of its own. All
 * threads are daemons: an instance does not keep the JVM alive.
 *
 * <p>A write to a file is in the operating system's hands before it is acknowledged, so it survives the death of the process;
 * with {@link Builder#fsync fsync} it survives the loss of power.
 *
 * <p>Instances are thread-safe.
 */
public final class EmbeddedDynamoDb implements AutoCloseable {
    private final Database database;
    private final Faults faults = new Faults();
    private final Ports ports = new Ports();
    private final @Nullable Path file;

    private EmbeddedDynamoDb(Database database, @Nullable Path file) {
        this.database = database;
        this.file = file;
    }

    /**
     * Starts an instance that keeps its data in memory.
     *
     * @return the instance
     */
    public static EmbeddedDynamoDb inMemory() {
        return builder().start();
    }

    /**
     * {@return a builder of an instance that keeps its data in memory and follows the system's clock}
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Listens on a port of {@code 127.0.0.1}.
     *
     * @param port the port, 0 for a free one
     * @return the endpoint for clients, such as {@code http://127.0.0.1:8000}
     * @throws IllegalArgumentException if the port is not between 0 and 65535
     * @throws EmbeddedDynamoDbException if the port is taken
     * @throws IllegalStateException if this instance is closed
     */
    public URI listen(int port) {
        return listen(ListenOptions.port(port));
    }

    /**
     * Listens where the options say, until this instance is closed. It can listen in several places.
     *
     * @param options the port and address
     * @return the endpoint for clients: the address that was bound, or the loopback address where that is the address of all
     *     interfaces
     * @throws IllegalArgumentException if hosts are named for a loopback address
     * @throws EmbeddedDynamoDbException if the address cannot be bound
     * @throws IllegalStateException if this instance is closed
     */
    public URI listen(ListenOptions options) {
        return ports.open(exchange(faults), options);
    }

    /**
     * {@return the faults of the clients that {@link EmbeddedClients} makes without others, and of all ports; none at first}
     */
    public Faults faults() {
        return faults;
    }

    /**
     * Deletes the items whose time to live has passed by this instance's clock, in all tables where it is enabled. That also
     * happens by itself, within some seconds.
     *
     * @return how many items were deleted
     */
    public int expireItems() {
        return database.expireItems();
    }

    /**
     * {@return the absolute path of the file that the data is kept in; empty if it is kept in memory}
     */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** Closes all ports and the file. Data in memory is lost. Closing again does nothing. */
    @Override
    public void close() {
        ports.close();
        database.close();
    }

    @Override
    public String toString() {
        return "EmbeddedDynamoDb[" + (file == null ? "in memory" : file) + "]";
    }

    Handler handler() {
        return database;
    }

    Exchange exchange(Faults onTheWay) {
        return request -> onTheWay.answer(request, database);
    }

    /** A builder of {@link EmbeddedDynamoDb}. Not thread-safe. */
    public static final class Builder {
        private @Nullable Path file;
        private Clock clock = Clock.systemUTC();
        private boolean fsync;
        private boolean remembersCancelledTokens;
        private boolean reportsFirstFailureOnly;

        private Builder() {}

        /**
         * Keeps the data in a file, which is made with its folders where it is absent. One instance at a time has it open.
         *
         * @param path the file
         * @return this
         */
        public Builder file(Path path) {
            file = Objects.requireNonNull(path, "path");
            return this;
        }

        /**
         * Forces each write to a file onto the disk before it is acknowledged. Without this a write survives the death of the
         * process, but the loss of power may take the last ones.
         *
         * @param force whether to
         * @return this
         */
        public Builder fsync(boolean force) {
            fsync = force;
            return this;
        }

        /**
         * Sets the clock for the expiry of items, the memory of client request tokens and creation dates.
         *
         * @param instants the clock, the system's by default
         * @return this
         */
        public Builder clock(Clock instants) {
            clock = Objects.requireNonNull(instants, "instants");
            return this;
        }

        /**
         * Sets whether the client request token of a cancelled transaction is remembered for ten minutes, so that a request
         * with it is answered by the same cancellation again. AWS does not document this; it is not by default.
         *
         * @param remember whether to
         * @return this
         */
        public Builder rememberCancelledTokens(boolean remember) {
            remembersCancelledTokens = remember;
            return this;
        }

        /**
         * Sets whether a cancelled transaction reports only the first action that stood in its way. AWS does not document
         * this; all are reported by default.
         *
         * @param firstOnly whether to
         * @return this
         */
        public Builder reportFirstFailureOnly(boolean firstOnly) {
            reportsFirstFailureOnly = firstOnly;
            return this;
        }

        /**
         * Starts the instance.
         *
         * @return the instance
         * @throws EmbeddedDynamoDbException if the file cannot be used, is in use or is none of an embedded DynamoDB
         */
        public EmbeddedDynamoDb start() {
            try {
                return new EmbeddedDynamoDb(
                        new Database(
                                Store.open(file, fsync),
                                clock,
                                new Undocumented(remembersCancelledTokens, reportsFirstFailureOnly)),
                        file == null ? null : file.toAbsolutePath().normalize());
            } catch (StoreException e) {
                throw new EmbeddedDynamoDbException(e.problem(), e.remedy(), e.getCause());
            }
        }
    }
}
