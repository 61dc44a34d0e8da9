package io.dynastore.watch;

import io.dynastore.DynaStoreException;
import io.dynastore.internal.Texts;
import java.time.Instant;

/**
 * Thrown, or handed to {@link ChangeFeedBuilder#onGap}, if DynamoDB may have removed changes before a feed has read them: it keeps
 * them for 24 hours.
 */
public final class FeedGapException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** The id of the shard, or the ARN of the stream. */
    private final String source;

    /** The time up to which all changes were read. */
    private final Instant since;

    /**
     * Creates an exception.
     *
     * @param table the table's name
     * @param feed the feed, for the message
     * @param source the id of the shard, or the ARN of a stream that was replaced
     * @param since the time up to which all changes are known to have been read
     */
    public FeedGapException(String table, String feed, String source, Instant since) {
        super(
                table,
                null,
                null,
                "Changes may be missing from " + feed + " of table " + Texts.quote(table) + ": it has read "
                        + Texts.quote(source) + " up to " + since
                        + ", and DynamoDB keeps changes for 24 hours. Decide by"
                        + " onGap whether it goes on with the oldest change, or begin a group of another name from a list.",
                null);
        this.source = source;
        this.since = since;
    }

    /** {@return the id of the shard in which changes may be missing, or the ARN of a stream that was replaced} */
    public String source() {
        return source;
    }

    /** {@return the time up to which all changes are known to have been read, by the clock of the member that read them} */
    public Instant since() {
        return since;
    }
}
