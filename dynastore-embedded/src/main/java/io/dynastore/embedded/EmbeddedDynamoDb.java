package io.dynastore.embedded;

import io.dynastore.embedded.internal.console.Console;
import io.dynastore.embedded.internal.operation.Database;
import io.dynastore.embedded.internal.operation.Undocumented;
import io.dynastore.embedded.internal.storage.History;
import io.dynastore.embedded.internal.storage.Store;
import io.dynastore.embedded.internal.storage.StoreException;
import io.dynastore.embedded.internal.throughput.Throughput;
import io.dynastore.embedded.internal.wire.Exchange;
import io.dynastore.embedded.internal.wire.Handler;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A DynamoDB for development and tests, which runs in this JVM and keeps its data in memory or in a file.
 *
 * <p>{@link EmbeddedClients} creates clients in process; {@link #listen(int)} opens a port for others. All clients see the same
 * tables, whatever their region and credentials. Several instances can run in one JVM, each with its own data. All threads are
 * daemon threads, so an instance does not keep the JVM alive.
 *
 * <p>A write to a file is handed to the operating system before it is acknowledged, so it survives the end of the process; with
 * {@link Builder#fsync fsync} it survives a loss of power.
 *
 * <p>Instances are thread-safe.
 */
public final class EmbeddedDynamoDb implements AutoCloseable {
    private final Database database;
    private final Faults faults = new Faults();
    private final Ports ports = new Ports();
    private final Streams streams;
    private final @Nullable Path file;

    private EmbeddedDynamoDb(Database database, @Nullable Path file) {
        this.database = database;
        this.streams = new Streams(database);
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
     * Listens on the address and port of the options, until this instance is closed. An instance can listen on several.
     *
     * @param options the port and address
     * @return the endpoint for clients: the address that was bound, or the loopback address if all interfaces were bound
     * @throws IllegalArgumentException if hosts are named for a loopback address
     * @throws EmbeddedDynamoDbException if the address cannot be bound
     * @throws IllegalStateException if this instance is closed
     */
    public URI listen(ListenOptions options) {
        return ports.open(exchange(faults), new Console(database), options);
    }

    /**
     * {@return the faults of all ports and of clients that {@link EmbeddedClients} creates without faults of their own}
     */
    public Faults faults() {
        return faults;
    }

    /** {@return what DynamoDB itself decides about streams} */
    public Streams streams() {
        return streams;
    }

    /**
     * Deletes the items whose time to live has passed by this instance's clock, in all tables where it is enabled. A timer does
     * so as well, every second.
     *
     * @return the number of items that were deleted
     */
    public int expireItems() {
        return database.expireItems();
    }

    /**
     * {@return the absolute path of the file that holds the data; empty if the data is in memory}
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
        private boolean limitsThroughput;
        private boolean splitsHotPartitions;
        private Duration readLag = Duration.ZERO;

        private Builder() {}

        /**
         * Sets the file that holds the data. It is created with its directories if it is absent. Only one instance can have it
         * open at a time.
         *
         * @param path the file
         * @return this
         */
        public Builder file(Path path) {
            file = Objects.requireNonNull(path, "path");
            return this;
        }

        /**
         * Sets whether each write to a file is forced to the disk before it is acknowledged. Otherwise a write survives the end
         * of the process, but the last writes may be lost if power fails.
         *
         * @param force whether to force writes; false by default
         * @return this
         */
        public Builder fsync(boolean force) {
            fsync = force;
            return this;
        }

        /**
         * Sets the clock for the expiry of items, the lifetime of client request tokens, the creation dates of tables, and the
         * shards, records and iterators of streams; also for the throughput and the lag of reads if they are set.
         *
         * @param instants the clock, the system's by default
         * @return this
         */
        public Builder clock(Clock instants) {
            clock = Objects.requireNonNull(instants, "instants");
            return this;
        }

        /**
         * Sets whether the client request token of a cancelled transaction is remembered for ten minutes, so that another
         * request with the same token gets the same cancellation. AWS does not document whether DynamoDB does so.
         *
         * @param remember whether to remember it; false by default
         * @return this
         */
        public Builder rememberCancelledTokens(boolean remember) {
            remembersCancelledTokens = remember;
            return this;
        }

        /**
         * Sets whether a cancelled transaction reports only the first action that failed. AWS does not document whether
         * DynamoDB reports all.
         *
         * @param firstOnly whether to report the first only; false by default
         * @return this
         */
        public Builder reportFirstFailureOnly(boolean firstOnly) {
            reportsFirstFailureOnly = firstOnly;
            return this;
        }

        /**
         * Sets whether requests are throttled that exceed the throughput of a table or a global index, by this instance's
         * clock. These limits apply:
         *
         * <ul>
         *   <li>Provisioned capacity. The unused capacity of up to 300 seconds is kept; a new table has none yet.
         *   <li>The maxima of {@code OnDemandThroughput}, and otherwise 40,000 units a second for on-demand tables.
         *   <li>1,000 write units and 3,000 read units a second for each value of a partition key.
         * </ul>
         *
         * <p>Errors have AWS's messages and throttling reasons. Batches leave what exceeds a limit unprocessed, and
         * transactions are cancelled. A request that needs more than a limit ever allows at once succeeds while nothing has
         * been used.
         *
         * @param limit whether to throttle; false by default
         * @return this
         */
        public Builder limitThroughput(boolean limit) {
            limitsThroughput = limit;
            return this;
        }

        /**
         * Sets whether the items of a partition key are split by their sort keys once requests for them have been throttled
         * for a minute, so that each half has the throughput of a partition. As on AWS, items of a single key, and those of
         * tables with a local index, are not split. AWS does not document the time. It has an effect only with {@link
         * #limitThroughput}.
         *
         * @param split whether to split; false by default
         * @return this
         */
        public Builder splitHotPartitions(boolean split) {
            splitsHotPartitions = split;
            return this;
        }

        /**
         * Sets the time, by this instance's clock, after which a change is seen by eventually consistent reads and by reads of
         * global indexes. Reads with {@code ConsistentRead}, transactions and conditions see it at once. The changes of that
         * time are kept in memory; after a restart all reads see the current state.
         *
         * @param lag the time, zero by default
         * @return this
         * @throws IllegalArgumentException if the time is negative
         */
        public Builder readLag(Duration lag) {
            if (lag.isNegative()) {
                throw new IllegalArgumentException("Invalid lag " + lag + ": it must not be negative.");
            }
            readLag = lag;
            return this;
        }

        /**
         * Starts the instance.
         *
         * @return the instance
         * @throws EmbeddedDynamoDbException if the file cannot be used, is in use or was not written by an embedded DynamoDB
         */
        public EmbeddedDynamoDb start() {
            try {
                return new EmbeddedDynamoDb(
                        new Database(
                                Store.open(file, fsync, readLag.isZero() ? null : new History(clock, readLag)),
                                clock,
                                new Undocumented(remembersCancelledTokens, reportsFirstFailureOnly),
                                limitsThroughput ? new Throughput(clock, splitsHotPartitions) : null),
                        file == null ? null : file.toAbsolutePath().normalize());
            } catch (StoreException e) {
                throw new EmbeddedDynamoDbException(e.problem(), e.remedy(), e.getCause());
            }
        }
    }
}
