package io.dynastore.watch;

import io.dynastore.Table;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Delivers the changes of a table's entries, read from its DynamoDB stream.
 *
 * <pre>{@code
 * ChangeFeed feed = ChangeFeed.builder(table, streams)
 *         .group("search-index", leases)
 *         .on(customers, change -> index.apply(change))
 *         .start();
 * }</pre>
 *
 * <p>The feeds of a <em>group</em>, in one or several processes, are its members and share the shards of the stream by leases.
 * Each change is delivered at least once to one of them; the changes of a key in the order in which they were made. A member does
 * not deliver a change again after its handler has returned. If a member ends without {@link #close()}, others take its shards
 * over after the duration of a lease, and deliver again what it had handled since it last renewed the lease. The changes of one
 * transaction are delivered singly, in no order between keys.
 *
 * <p>How far a shard was read is stored in its lease by each regular renewal: a feed writes nothing else while shards stay the
 * same. DynamoDB keeps changes for 24 hours; a group that has not read for longer has a {@linkplain FeedGapException gap}.
 *
 * <p>The table needs a stream with new and old images. Implementations are thread-safe. Applications may implement this interface
 * to fake it in unit tests; methods may be added to it.
 */
public interface ChangeFeed extends AutoCloseable {
    /**
     * Returns a builder of a feed.
     *
     * @param table the table
     * @param streams the client that reads the stream; the caller closes it after the feed
     * @return the builder
     */
    static ChangeFeedBuilder builder(Table table, DynamoDbStreamsClient streams) {
        return new ChangeFeedBuilder(table, streams);
    }

    /** {@return the name of the group; empty if this feed has none} */
    Optional<String> group();

    /** {@return how far this member has read its shards; a copy, in the order of the shards' ids} */
    List<ShardProgress> shards();

    /** {@return the greatest lag of this member's shards; zero if no change waits or is being handled} */
    default Duration lag() {
        return shards().stream()
                .map(ShardProgress::lag)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** {@return whether this feed was neither closed nor has stopped by itself} */
    boolean isRunning();

    /**
     * Returns why this feed has stopped by itself: the exception of a change's handler, a gap, or what is wrong with the table.
     *
     * @return the exception; empty if the feed is running, or was closed
     */
    Optional<Throwable> failure();

    /**
     * Returns what keeps this feed from reading at all, although it is running: why it could not find its shards when it last tried,
     * for instance because its table was deleted, or why the entries from which it begins cannot be listed or handled. It tries
     * again.
     *
     * @return the exception of the last attempt; empty if that succeeded, or the feed is not running
     */
    default Optional<Throwable> obstacle() {
        return Optional.empty();
    }

    /**
     * Waits until this feed has handled all changes that were made before the call, as far as the shards are its own: it reads
     * them now, without the pauses between reads. Useful in tests, and in tools before they end.
     *
     * @param atMost the longest time to wait
     * @return true if they were handled; false if the time was over first, or the feed has stopped
     * @throws InterruptedException if the thread is interrupted
     */
    boolean catchUp(Duration atMost) throws InterruptedException;

    /**
     * Stops the feed. Waits for handlers that are running for at most the time that {@link ChangeFeedBuilder#closing} sets, then
     * interrupts them and waits for another second. Shards are released with their positions, so that other members, or the next
     * process, go on from there. A handler that has not returned by then may run beside another member's for the same change.
     * Closing again has no effect. On a thread that is interrupted, this interrupts the handlers at once. If a handler or a listener
     * of the feed calls this, it does not wait: the feed ends when it has returned.
     */
    @Override
    void close();
}
