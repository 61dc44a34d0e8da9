package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.Catalogue;
import io.dynastore.embedded.internal.storage.ItemLocks;
import io.dynastore.embedded.internal.storage.Store;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.storage.Tokens;
import io.dynastore.embedded.internal.stream.Streams;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The resources that all operations use. Thread-safe. */
final class Context {
    private final Store store;
    private final Clock clock;
    private final Streams streams;
    private final Catalogue tables;
    private final Tokens tokens;
    private final ItemLocks locks = new ItemLocks();
    private final Undocumented undocumented;
    private final CancelledTokens cancelledTokens;
    private final @Nullable Throttling throttling;
    private final LongAdder visited = new LongAdder();

    Context(Store store, Clock clock, Undocumented undocumented, @Nullable Throttling throttling) {
        this.store = store;
        this.clock = clock;
        this.streams = new Streams(store, clock);
        this.tables = new Catalogue(store, streams);
        this.tokens = new Tokens(store);
        this.undocumented = undocumented;
        this.throttling = throttling;
        this.cancelledTokens = new CancelledTokens(undocumented.remembersCancelledTokens());
    }

    Store store() {
        return store;
    }

    Clock clock() {
        return clock;
    }

    Streams streams() {
        return streams;
    }

    Catalogue tables() {
        return tables;
    }

    Tokens tokens() {
        return tokens;
    }

    CancelledTokens cancelledTokens() {
        return cancelledTokens;
    }

    Undocumented undocumented() {
        return undocumented;
    }

    /** {@return what refuses requests that exceed the throughput of a table; null if nothing does} */
    @Nullable
    Throttling throttling() {
        return throttling;
    }

    ItemLocks locks() {
        return locks;
    }

    /** {@return the counter of items that queries and scans have read} */
    LongAdder visited() {
        return visited;
    }

    /** Returns the table that an operation on items names. */
    Table table(String name) {
        Table table = tables.find(tableName(name));
        if (table == null) {
            throw new ApiError(ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found");
        }
        return table;
    }

    /** Returns the table that an operation on tables names. */
    Table tableToManage(String name) {
        Table table = tables.find(tableName(name));
        if (table == null) {
            throw new ApiError(
                    ErrorType.RESOURCE_NOT_FOUND,
                    "Requested resource not found: Table: " + tableName(name) + " not found");
        }
        return table;
    }

    /** Closes shards of a table's stream, which are continued by others, and returns whether there are any. */
    boolean replaceShards(String name, boolean split, @Nullable String shardId) {
        Table table = tables.find(name);
        return table != null
                && streams.latest(table.schema().id())
                        .filter(stream -> store.apply(() -> stream.replaceShards(split, shardId)))
                        .isPresent();
    }

    /** Returns a table's name, since a request may give its ARN instead. */
    private static String tableName(String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn.substring(nameOrArn.indexOf("table/") + 6) : nameOrArn;
    }
}
