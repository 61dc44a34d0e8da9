package io.dynastore;

import java.time.Clock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** A DynamoDB table that holds partitions. Immutable and thread-safe; making one sends nothing. */
public final class Table {
    private final DynaStore store;
    private final TableDefinition definition;
    private final Layout layout;
    private final OperationRunner runner;
    private final Clock clock;
    private final EntryLister lister;

    Table(DynaStore store, TableDefinition definition, OperationRunner runner, Clock clock) {
        this.store = store;
        this.definition = definition;
        this.layout = definition.layout();
        this.runner = runner;
        this.clock = clock;
        this.lister = new EntryLister(runner, clock);
    }

    /**
     * The table's name.
     *
     * @return the name
     */
    public String name() {
        return definition.name();
    }

    /**
     * The store that the table was taken from.
     *
     * @return the store
     */
    public DynaStore store() {
        return store;
    }

    /**
     * What the table is like.
     *
     * @return the definition that it was made from
     */
    public TableDefinition definition() {
        return definition;
    }

    /**
     * A partition whose values are strings.
     *
     * @param name the partition's name; 1 to 2,048 bytes in UTF-8
     * @return the partition
     * @throws IllegalArgumentException if the name is empty, too long or not valid Unicode
     */
    public Partition<String> partition(String name) {
        return partition(name, Codec.string());
    }

    /**
     * A partition.
     *
     * @param <V> the type of its values
     * @param name the partition's name; 1 to 2,048 bytes in UTF-8
     * @param codec how values are encoded and decoded
     * @return the partition
     * @throws IllegalArgumentException if the name is empty, too long or not valid Unicode
     */
    public <V> Partition<V> partition(String name, Codec<V> codec) {
        return new DefaultPartition<>(this, name, codec, false, null, FencingToken.UNFENCED);
    }

    /**
     * One page of the entries that a global index has under one partition key, from all partitions of the table, as
     * {@link Partition#list} does it for one.
     *
     * @param <V> the type of the values
     * @param query which entries; it must name a global index and a value, see {@link Query#index(Index, String)}
     * @param codec how to decode the values
     * @return the page
     * @throws InvalidCursorException if the query's cursor is not of this list
     * @throws IndexNotSupportedException if the table does not have the index, or it does not go with the query
     * @throws IllegalArgumentException if the query names no global index
     */
    public <V> Page<Entry<V>> list(Query query, Codec<V> codec) {
        return lister.page(QueryPlan.ofTable(layout, query), codec);
    }

    /**
     * The entries that a global index has under one partition key, from all partitions of the table, as
     * {@link Partition#stream} does it for one.
     *
     * @param <V> the type of the values
     * @param query which entries; it must name a global index and a value, see {@link Query#index(Index, String)}
     * @param codec how to decode the values
     * @return a sequential stream, read while it is consumed
     * @throws InvalidCursorException if the query's cursor is not of this list
     * @throws IndexNotSupportedException if the index does not go with the query
     * @throws IllegalArgumentException if the query names no global index
     */
    public <V> Stream<Entry<V>> stream(Query query, Codec<V> codec) {
        return lister.stream(QueryPlan.ofTable(layout, query), codec);
    }

    /**
     * Counts the entries that a global index has under one partition key, of all partitions of the table, as
     * {@link Partition#count} does it for one. DynamoDB reads them all, and charges for it, but does not transfer them.
     *
     * @param query which entries; it must name a global index and a value, see {@link Query#index(Index, String)}
     * @return the number of entries
     * @throws InvalidCursorException if the query's cursor is not of this list
     * @throws IndexNotSupportedException if the table does not have the index, or it does not go with the query
     * @throws IllegalArgumentException if the query names no global index
     */
    public long count(Query query) {
        return lister.count(QueryPlan.ofTable(layout, query));
    }

    /**
     * Creates the table as defined, with time to live on {@code expires}, and waits until it can be used. If it exists
     * already it is {@linkplain #validate() validated} instead, and time to live is switched on where it is off. Safe to be
     * called by several processes at once.
     *
     * @return true if this call created it
     * @throws InvalidTableException if it exists but is not as defined, or its time to live is on another attribute
     */
    public boolean createIfAbsent() {
        return new TableAdmin(runner.client(), definition).createIfAbsent();
    }

    /**
     * Checks that the table has the keys and indexes of its definition. More indexes than defined are no error.
     *
     * @throws TableNotFoundException if it does not exist
     * @throws InvalidTableException if it is not as defined; the exception says what differs
     */
    public void validate() {
        new TableAdmin(runner.client(), definition).validate();
    }

    /** The item of a reply if it is a live entry; null if there is none or it has expired. */
    @Nullable
    StoredItem live(GetItemResponse response) {
        if (!response.hasItem()) {
            return null;
        }
        StoredItem item = new StoredItem(layout, response.item());
        return item.isLive(clock.instant().getEpochSecond()) ? item : null;
    }

    Layout layout() {
        return layout;
    }

    OperationRunner runner() {
        return runner;
    }

    Clock clock() {
        return clock;
    }

    EntryLister lister() {
        return lister;
    }

    @Override
    public String toString() {
        return "Table[" + name() + "]";
    }
}
