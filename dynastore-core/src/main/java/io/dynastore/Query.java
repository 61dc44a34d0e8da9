package io.dynastore;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which entries to list, and in which order: all of a partition or a range of them, by key or by an index. Immutable; each
 * method returns a new query.
 *
 * <p>Strings are ordered by their UTF-8 bytes, as DynamoDB does. The ends of a range are part of it. With an index the
 * range is one of the index's sort key.
 *
 * <pre>{@code
 * Query.prefix("order-").limit(20)
 * Query.from("2026-01-01").index(BY_CREATED).reverse()
 * Query.all().index(BY_OWNER, "mark").after(cursor)
 * }</pre>
 */
public final class Query {
    private static final Query ALL = of(Range.ALL);

    private final Range range;
    private final @Nullable Index index;
    private final @Nullable AttributeValue indexPartition;
    private final int limit;
    private final boolean reverse;
    private final @Nullable String cursor;

    private Query(
            Range range,
            @Nullable Index index,
            @Nullable AttributeValue indexPartition,
            int limit,
            boolean reverse,
            @Nullable String cursor) {
        this.range = range;
        this.index = index;
        this.indexPartition = indexPartition;
        this.limit = limit;
        this.reverse = reverse;
        this.cursor = cursor;
    }

    private static Query of(Range range) {
        return new Query(range, null, null, 0, false, null);
    }

    /**
     * All entries.
     *
     * @return the query
     */
    public static Query all() {
        return ALL;
    }

    /**
     * The entries whose key begins with a text.
     *
     * @param prefix the text; if empty, all entries match
     * @return the query
     */
    public static Query prefix(String prefix) {
        return prefix.isEmpty() ? ALL : of(Range.prefix(prefix));
    }

    /**
     * The entries from a key on.
     *
     * @param first the lowest key, itself included; not empty
     * @return the query
     */
    public static Query from(String first) {
        return of(Range.from(Range.string(first)));
    }

    /**
     * The entries from a number on, in an index that is sorted by numbers.
     *
     * @param first the lowest number, itself included
     * @return the query
     */
    public static Query from(Number first) {
        return of(Range.from(Range.number(first)));
    }

    /**
     * The entries up to a key.
     *
     * @param last the highest key, itself included; not empty
     * @return the query
     */
    public static Query to(String last) {
        return of(Range.to(Range.string(last)));
    }

    /**
     * The entries up to a number, in an index that is sorted by numbers.
     *
     * @param last the highest number, itself included
     * @return the query
     */
    public static Query to(Number last) {
        return of(Range.to(Range.number(last)));
    }

    /**
     * The entries between two keys.
     *
     * @param first the lowest key, itself included; not empty
     * @param last the highest key, itself included; not below the first
     * @return the query
     * @throws IllegalArgumentException if the last key sorts before the first
     */
    public static Query between(String first, String last) {
        return of(Range.between(Range.string(first), Range.string(last)));
    }

    /**
     * The entries between two numbers, in an index that is sorted by numbers.
     *
     * @param first the lowest number, itself included
     * @param last the highest number, itself included; not below the first
     * @return the query
     * @throws IllegalArgumentException if the last number is below the first
     */
    public static Query between(Number first, Number last) {
        return of(Range.between(Range.number(first), Range.number(last)));
    }

    /**
     * Lists by an index instead of by key: entries that have the index's fields, in the order of its sort key. A local
     * index, or a global one whose partition key is the table's own.
     *
     * @param index the index
     * @return the new query
     */
    public Query index(Index index) {
        return new Query(range, Objects.requireNonNull(index, "index"), null, limit, reverse, cursor);
    }

    /**
     * Lists one group of a global index: the entries whose {@link Index#partitionKey()} field has a value.
     *
     * @param index the global index
     * @param partition the field's value; not empty
     * @return the new query
     * @throws IllegalArgumentException if the index is local
     */
    public Query index(Index index, String partition) {
        return index(index, Range.string(partition));
    }

    /**
     * Lists one group of a global index whose partition key is a number.
     *
     * @param index the global index
     * @param partition the field's value
     * @return the new query
     * @throws IllegalArgumentException if the index is local
     */
    public Query index(Index index, Number partition) {
        return index(index, Range.number(partition));
    }

    private Query index(Index index, AttributeValue partition) {
        if (!index.isGlobal()) {
            throw new IllegalArgumentException("Index '" + index.name()
                    + "' is local: it has no partition key of its own. Use index(index) without a value.");
        }
        return new Query(range, index, partition, limit, reverse, cursor);
    }

    /**
     * Ends the list after a number of entries. Expired entries do not count.
     *
     * @param limit how many entries at most; at least 1
     * @return the new query
     * @throws IllegalArgumentException if the limit is below 1
     */
    public Query limit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("The limit is " + limit + ", but must be at least 1.");
        }
        return new Query(range, index, indexPartition, limit, reverse, cursor);
    }

    /**
     * Lists from the highest to the lowest.
     *
     * @return the new query
     */
    public Query reverse() {
        return new Query(range, index, indexPartition, limit, true, cursor);
    }

    /**
     * Begins where a page ended. Range, index and direction must be those of the query that the page came from; the limit
     * may differ.
     *
     * @param cursor the {@linkplain Page#cursor() page's cursor}; null begins at the beginning
     * @return the new query
     */
    public Query after(@Nullable String cursor) {
        return new Query(range, index, indexPartition, limit, reverse, cursor);
    }

    Range range() {
        return range;
    }

    @Nullable
    Index index() {
        return index;
    }

    @Nullable
    AttributeValue indexPartition() {
        return indexPartition;
    }

    /** The most entries, 0 for no limit. */
    int limit() {
        return limit;
    }

    boolean isReverse() {
        return reverse;
    }

    @Nullable
    String cursor() {
        return cursor;
    }
}
