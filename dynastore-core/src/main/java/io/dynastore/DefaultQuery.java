package io.dynastore;

import io.dynastore.internal.Texts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The query that {@link Query}'s methods build.
 *
 * @param range the range of sort keys
 * @param index the index to list by; null to list by key
 * @param indexPartition the group of a global index; null if none was named
 * @param limit the maximum number of entries; 0 if there is no limit
 * @param reversed whether the order is descending
 * @param cursor the position to continue after; null to begin at the beginning
 * @param ahead whether a stream reads its next page while the present one is consumed
 */
record DefaultQuery(
        Range range,
        @Nullable Index index,
        @Nullable AttributeValue indexPartition,
        int limit,
        boolean reversed,
        @Nullable String cursor,
        boolean ahead)
        implements Query {
    static final DefaultQuery ALL = new DefaultQuery(Range.ALL, null, null, 0, false, null, false);

    @Override
    public Query prefix(String prefix) {
        return prefix.isEmpty() ? this : with(range.prefix(prefix));
    }

    @Override
    public Query from(String first) {
        return with(range.from(Range.string(first)));
    }

    @Override
    public Query from(Number first) {
        return with(range.from(Range.number(first)));
    }

    @Override
    public Query to(String last) {
        return with(range.to(Range.string(last)));
    }

    @Override
    public Query to(Number last) {
        return with(range.to(Range.number(last)));
    }

    private Query with(Range range) {
        return new DefaultQuery(range, index, indexPartition, limit, reversed, cursor, ahead);
    }

    @Override
    public Query index(Index index) {
        return with(Objects.requireNonNull(index, "index"), null);
    }

    @Override
    public Query index(Index index, String partition) {
        return global(index, Range.string(partition));
    }

    @Override
    public Query index(Index index, Number partition) {
        return global(index, Range.number(partition));
    }

    private Query global(Index index, AttributeValue partition) {
        if (!index.isGlobal()) {
            throw new IllegalArgumentException("Index " + Texts.quote(index.name())
                    + " is local: it has no partition key of its own. Use index(index) without a value.");
        }
        return with(index, partition);
    }

    private Query with(Index other, @Nullable AttributeValue partition) {
        if (index != null) {
            throw new IllegalStateException("The query already lists by " + index + ", so it cannot list by " + other
                    + " as well. Begin a new query with Query.all().");
        }
        return new DefaultQuery(range, other, partition, limit, reversed, cursor, ahead);
    }

    @Override
    public Query limit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("The limit is " + limit + ", but must be at least 1.");
        }
        int lower = this.limit == 0 ? limit : Math.min(this.limit, limit);
        return new DefaultQuery(range, index, indexPartition, lower, reversed, cursor, ahead);
    }

    @Override
    public Query reverse() {
        if (reversed) {
            throw new IllegalStateException(
                    "The query is already reversed, and reverse() does not turn it back. Call it once.");
        }
        return new DefaultQuery(range, index, indexPartition, limit, true, cursor, ahead);
    }

    @Override
    public Query after(@Nullable String cursor) {
        return new DefaultQuery(range, index, indexPartition, limit, reversed, cursor, ahead);
    }

    @Override
    public Query readAhead() {
        return new DefaultQuery(range, index, indexPartition, limit, reversed, cursor, true);
    }

    /** Returns the calls that build the query; a value that is not a number is in quotes. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Query.all()").append(range);
        if (index != null) {
            text.append(".index(").append(Texts.quote(index.name()));
            text.append(indexPartition == null ? "" : ", " + Range.describe(indexPartition))
                    .append(')');
        }
        if (limit > 0) {
            text.append(".limit(").append(limit).append(')');
        }
        text.append(reversed ? ".reverse()" : "").append(ahead ? ".readAhead()" : "");
        return text.append(cursor == null ? "" : ".after('" + Texts.escape(cursor) + "')")
                .toString();
    }
}
