package io.dynastore.embedded;

import io.dynastore.embedded.internal.operation.Database;
import io.dynastore.embedded.internal.stream.StreamSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What DynamoDB itself decides about the streams of an {@link EmbeddedDynamoDb}, for tests: when shards are closed and continued
 * by others, when these are described, and how often clients may ask. The settings apply to all streams and are not kept in the
 * file.
 *
 * <p>Thread-safe.
 */
public final class Streams {
    private static final Duration SHORTEST_LIFETIME = Duration.ofMinutes(1);

    private final Database database;
    private final StreamSettings settings;

    Streams(Database database) {
        this.database = database;
        this.settings = database.streamSettings();
    }

    /**
     * Splits each open shard of a table's stream: it is closed, and two shards that have a half of its keys each continue it.
     * The changes of a partition key are kept together only if the table has a local index, as on AWS.
     *
     * @param table the table's name
     * @return this
     * @throws IllegalArgumentException if the table has no stream that is enabled
     */
    public Streams splitShards(String table) {
        return replace(table, true, null);
    }

    /**
     * Splits one open shard of a table's stream.
     *
     * @param table the table's name
     * @param shardId the shard's id, as DescribeStream returns it
     * @return this
     * @throws IllegalArgumentException if the table's stream has no such open shard
     */
    public Streams splitShard(String table, String shardId) {
        return replace(table, true, shardId);
    }

    /**
     * Rolls each open shard of a table's stream over: it is closed, and one shard continues it. This also happens when a shard
     * has reached its {@linkplain #shardLifetime lifetime}.
     *
     * @param table the table's name
     * @return this
     * @throws IllegalArgumentException if the table has no stream that is enabled
     */
    public Streams rollOverShards(String table) {
        return replace(table, false, null);
    }

    private Streams replace(String table, boolean split, @Nullable String shardId) {
        if (!database.replaceShards(table, split, shardId)) {
            throw new IllegalArgumentException(
                    shardId == null
                            ? "The table \"" + table + "\" has no enabled stream. Enable it by a StreamSpecification."
                            : "The stream of the table \"" + table + "\" has no open shard \"" + shardId
                                    + "\". Name one that DescribeStream returns without an EndingSequenceNumber.");
        }
        return this;
    }

    /**
     * Sets the time, by the database's clock, after which a shard is rolled over.
     *
     * @param lifetime the time, at least a minute; four hours by default
     * @return this
     * @throws IllegalArgumentException if the time is shorter
     */
    public Streams shardLifetime(Duration lifetime) {
        if (lifetime.compareTo(SHORTEST_LIFETIME) < 0) {
            throw new IllegalArgumentException(
                    "Invalid lifetime " + lifetime + " of shards: it must be at least " + SHORTEST_LIFETIME + ".");
        }
        settings.shardLifetime(lifetime);
        return this;
    }

    /**
     * Sets the time, by the database's clock, after which DescribeStream returns the children of a shard that was closed. They
     * receive records at once.
     *
     * @param delay the time; zero by default
     * @return this
     * @throws IllegalArgumentException if the time is negative
     */
    public Streams describeChildrenAfter(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("Invalid delay " + delay + ": it must not be negative.");
        }
        settings.descriptionDelay(delay);
        return this;
    }

    /**
     * Limits the GetRecords requests that each shard answers in a second. Others get a {@code LimitExceededException}, which the
     * AWS SDK retries.
     *
     * @param requests the number of requests; 0, the default, for no limit
     * @return this
     * @throws IllegalArgumentException if the number is negative
     */
    public Streams limitGetRecords(int requests) {
        if (requests < 0) {
            throw new IllegalArgumentException("Invalid number of requests " + requests + ": it must not be negative.");
        }
        settings.getRecordsRate(requests);
        return this;
    }

    /**
     * Makes some GetRecords requests return no records and an iterator at the same position, although there are records.
     * DynamoDB may do so: "it might take multiple calls to get to a portion of the shard that contains stream records".
     *
     * @param every the number of requests to a shard of which one returns none, at least 2; 0, the default, for no such request
     * @return this
     * @throws IllegalArgumentException if the number is invalid
     */
    public Streams emptyPages(int every) {
        if (every < 0 || every == 1) {
            throw new IllegalArgumentException(
                    "Invalid number of requests " + every + ": it must be 0, or at least 2.");
        }
        settings.emptyPages(every);
        return this;
    }

    /**
     * Sets whether the documented rates are enforced: ten DescribeStream and five ListStreams requests in a second. Others get a
     * {@code ThrottlingException}, which the AWS SDK retries.
     *
     * @param limited whether to enforce them; true by default
     * @return this
     */
    public Streams limitRates(boolean limited) {
        settings.ratesLimited(limited);
        return this;
    }

    @Override
    public String toString() {
        return "Streams[shardLifetime=" + settings.shardLifetime() + ", describeChildrenAfter="
                + settings.descriptionDelay() + ", limitGetRecords=" + settings.getRecordsRate() + ", emptyPages="
                + settings.emptyPages() + ", limitRates=" + settings.ratesLimited() + "]";
    }
}
