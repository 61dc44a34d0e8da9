package io.dynastore;

import org.jspecify.annotations.Nullable;

/**
 * Selects the entries of a list, and their order: all entries of a partition or a range of them, by key or by an index.
 * Immutable and thread-safe; each method returns a new query.
 *
 * <pre>{@code
 * Query.all().prefix("order-").limit(20)
 * Query.all().index(BY_CREATED).from("2026-01-01").to("2026-01-31").reverse()
 * Query.all().index(BY_OWNER, "mark").after(cursor)
 * }</pre>
 *
 * <p>Strings are ordered by their UTF-8 bytes, as in DynamoDB. Both bounds of a range are part of it. With an index, prefix
 * and bounds apply to the index's sort key.
 *
 * <p>No method drops what an earlier one said. {@link #from} and {@link #to} combine to a range, and of two limits the lower
 * one applies, as in {@link java.util.stream.Stream#limit}. A prefix together with a bound, and a prefix, bound, index or
 * direction that is said twice, are refused with an {@link IllegalStateException}. {@link #after} may be repeated, because each
 * page has another cursor; the last one applies.
 */
public sealed interface Query permits DefaultQuery {
    /**
     * Returns the query that selects all entries, in the order of their keys.
     *
     * @return the query
     */
    static Query all() {
        return DefaultQuery.ALL;
    }

    /**
     * Selects the entries whose key begins with a text.
     *
     * @param prefix the text; if empty, all entries match, and the query stays as it is
     * @return the new query
     * @throws IllegalStateException if the query has a prefix or a bound already
     */
    Query prefix(String prefix);

    /**
     * Selects the entries whose key is not below a lower bound.
     *
     * @param first the lowest key, which is included; not empty
     * @return the new query
     * @throws IllegalStateException if the query has a prefix or a lower bound already
     * @throws IllegalArgumentException if the key is empty, or above the upper bound
     */
    Query from(String first);

    /**
     * Selects the entries whose number is not below a lower bound, in an index that is sorted by numbers.
     *
     * @param first the lowest number, which is included
     * @return the new query
     * @throws IllegalStateException if the query has a prefix or a lower bound already
     * @throws IllegalArgumentException if the number is infinite, NaN, or above the upper bound
     */
    Query from(Number first);

    /**
     * Selects the entries whose key is not above an upper bound.
     *
     * @param last the highest key, which is included; not empty
     * @return the new query
     * @throws IllegalStateException if the query has a prefix or an upper bound already
     * @throws IllegalArgumentException if the key is empty, or below the lower bound
     */
    Query to(String last);

    /**
     * Selects the entries whose number is not above an upper bound, in an index that is sorted by numbers.
     *
     * @param last the highest number, which is included
     * @return the new query
     * @throws IllegalStateException if the query has a prefix or an upper bound already
     * @throws IllegalArgumentException if the number is infinite, NaN, or below the lower bound
     */
    Query to(Number last);

    /**
     * Lists by an index instead of by key: the entries that have the index's fields, in the order of its sort key. The index
     * is a local one, or a global one whose partition key is the table's own.
     *
     * @param index the index
     * @return the new query
     * @throws IllegalStateException if the query has an index already
     */
    Query index(Index index);

    /**
     * Lists one group of a global index: the entries whose {@link Index#partitionKey()} field has a value.
     *
     * @param index the global index
     * @param partition the field's value; not empty
     * @return the new query
     * @throws IllegalStateException if the query has an index already
     * @throws IllegalArgumentException if the index is local, or the value is empty
     */
    Query index(Index index, String partition);

    /**
     * Lists one group of a global index whose partition key is a number.
     *
     * @param index the global index
     * @param partition the field's value
     * @return the new query
     * @throws IllegalStateException if the query has an index already
     * @throws IllegalArgumentException if the index is local, or the number is infinite or NaN
     */
    Query index(Index index, Number partition);

    /**
     * Ends the list after a number of entries. Expired entries do not count. If the query has a limit already, the lower one
     * applies.
     *
     * @param limit the maximum number of entries; at least 1
     * @return the new query
     * @throws IllegalArgumentException if the limit is below 1
     */
    Query limit(int limit);

    /**
     * Lists the entries in descending order.
     *
     * @return the new query
     * @throws IllegalStateException if the query is reversed already
     */
    Query reverse();

    /**
     * Continues where a page ended. Range, index and direction must be those of the query that the page came from; the limit
     * may differ. A cursor replaces the query's earlier one.
     *
     * @param cursor the {@linkplain Page#cursor() page's cursor}; if null, the list begins at its beginning
     * @return the new query
     */
    Query after(@Nullable String cursor);

    /**
     * Makes a stream read its next page on another thread while the present one is consumed, so that neither waits for the other.
     * Two pages are in memory instead of one, and a stream that is abandoned may have read one page more than it needed. Close
     * such a stream, or the page is read to its end. It has no effect on lists of single pages and on counts.
     *
     * @return the new query
     * @see DynaStore.Builder#executor
     */
    Query readAhead();
}
