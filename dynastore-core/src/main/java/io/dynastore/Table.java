package io.dynastore;

import io.dynastore.internal.Texts;
import java.time.Clock;
import java.util.stream.Stream;

/** A DynamoDB table that holds partitions. Immutable and thread-safe; creating one sends nothing. */
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

    /** {@return the table's name} */
    public String name() {
        return definition.name();
    }

    /** {@return the store that the table belongs to} */
    public DynaStore store() {
        return store;
    }

    /** {@return the definition that the table was created from} */
    public TableDefinition definition() {
        return definition;
    }

    /**
     * Returns a partition whose values are strings.
     *
     * @param name the partition's name; 1 to 2,048 bytes in UTF-8
     * @return the partition
     * @throws IllegalArgumentException if the name is empty, too long or not valid Unicode
     */
    public Partition<String> partition(String name) {
        return partition(name, Codec.string());
    }

    /**
     * Returns a partition. It does not have to be created in the table.
     *
     * @param <V> the type of its values
     * @param name the partition's name; 1 to 2,048 bytes in UTF-8
     * @param codec encodes and decodes the values
     * @return the partition
     * @throws IllegalArgumentException if the name is empty, too long or not valid Unicode
     */
    public <V> Partition<V> partition(String name, Codec<V> codec) {
        return new DefaultPartition<>(PartitionView.of(this, name, codec));
    }

    /**
     * Returns one page of the entries that a global index has under one partition key, from all partitions of the table. For
     * the entries of one partition, see {@link Partition#list}.
     *
     * @param <V> the type of the values
     * @param query selects the entries; it must name a global index and a value, see {@link Query#index(Index, String)}
     * @param codec decodes the values
     * @return the page
     * @throws InvalidCursorException if the query's cursor does not belong to this list
     * @throws IndexNotSupportedException if the table does not have the index, or the index does not fit the query
     * @throws IllegalArgumentException if the query names no global index
     */
    public <V> Page<Entry<V>> list(Query query, Codec<V> codec) {
        return lister.page(QueryPlan.ofTable(layout, query), item -> item.entry(codec));
    }

    /**
     * Returns the entries that a global index has under one partition key, from all partitions of the table, as a stream like
     * that of {@link Partition#stream}.
     *
     * @param <V> the type of the values
     * @param query selects the entries; it must name a global index and a value, see {@link Query#index(Index, String)}
     * @param codec decodes the values
     * @return a sequential stream; errors surface while it is consumed
     * @throws InvalidCursorException if the query's cursor does not belong to this list
     * @throws IndexNotSupportedException if the index does not fit the query
     * @throws IllegalArgumentException if the query names no global index
     */
    public <V> Stream<Entry<V>> stream(Query query, Codec<V> codec) {
        return lister.stream(QueryPlan.ofTable(layout, query), codec);
    }

    /**
     * Returns the number of entries that a global index has under one partition key, from all partitions of the table.
     * DynamoDB reads them and charges for them, but does not transfer them.
     *
     * @param query selects the entries; it must name a global index and a value, see {@link Query#index(Index, String)}
     * @return the number of entries, at most the query's limit
     * @throws InvalidCursorException if the query's cursor does not belong to this list
     * @throws IndexNotSupportedException if the table does not have the index, or the index does not fit the query
     * @throws IllegalArgumentException if the query names no global index
     */
    public long count(Query query) {
        return lister.count(QueryPlan.ofTable(layout, query));
    }

    /**
     * Creates the table as defined, with time to live on {@code expires}, and waits until it is active, for at most five minutes. If the table already
     * exists, it is {@linkplain #validate() validated} instead; time to live and the stream of the definition are enabled if
     * they are disabled. Several processes may call this method at once.
     *
     * @return true if this call created the table
     * @throws InvalidTableException if the table exists but is not as defined, its time to live is on another attribute, or its
     *     stream has other records than defined, which DynamoDB cannot change
     */
    public boolean createIfAbsent() {
        return new TableAdmin(runner.client(), definition).createIfAbsent();
    }

    /**
     * Checks that the table has the keys, the indexes and the stream of its definition. Further indexes and a further stream
     * are not an error.
     *
     * @throws TableNotFoundException if the table does not exist
     * @throws InvalidTableException if the table is not as defined; the exception says what differs
     */
    public void validate() {
        new TableAdmin(runner.client(), definition).validate();
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
        return "Table[" + Texts.escape(name()) + "]";
    }
}
