package io.dynastore.embedded.internal.stream;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A shard: a part of the keys, for some time. A key's hash decides to which shard its changes belong.
 *
 * @param number the number in the order in which the shards of a stream began
 * @param id the id, whose order is that of the numbers
 * @param parent the id of the shard that this one continues; null for the first
 * @param from the first hash
 * @param to the hash after the last
 * @param created the time at which it began, in milliseconds of the epoch
 * @param closed the time at which it was closed; {@link #OPEN} if it is open
 * @param start the first sequence number
 * @param end the last sequence number; {@link #OPEN} if the shard is open
 * @param trimmed the sequence number up to which records have been removed; one less than the first at the beginning
 */
public record Shard(
        int number,
        String id,
        @Nullable String parent,
        long from,
        long to,
        long created,
        long closed,
        long start,
        long end,
        long trimmed) {
    /** Stands for the end of a shard that is open. */
    static final long OPEN = -1;

    /** The number of hashes. */
    static final long HASHES = 1L << 32;

    /** Returns a shard that begins. */
    static Shard open(int number, @Nullable String parent, long from, long to, long created, long start) {
        String id = String.format(Locale.ROOT, "shardId-%020d-%08x", Math.max(0, created), number);
        return new Shard(number, id, parent, from, to, created, OPEN, start, OPEN, start - 1);
    }

    /** Returns the same shard, with an id that is greater than that of an earlier shard. */
    Shard after(Shard earlier) {
        if (id.compareTo(earlier.id) > 0) {
            return this;
        }
        // The clock has not moved, or not forward, so the number has to make the difference.
        String later = earlier.id.substring(0, earlier.id.lastIndexOf('-') + 1) + id.substring(id.lastIndexOf('-') + 1);
        return new Shard(number, later, parent, from, to, created, closed, start, end, trimmed);
    }

    /** {@return whether it can receive more records} */
    public boolean isOpen() {
        return closed == OPEN;
    }

    /** {@return whether it is or was the shard of the hash} */
    boolean contains(long hash) {
        return from <= hash && hash < to;
    }

    /** {@return the sequence number of the oldest record that can be there} */
    public long horizon() {
        return trimmed + 1;
    }

    Shard close(long time, long lastSequence) {
        return new Shard(number, id, parent, from, to, created, time, start, lastSequence, trimmed);
    }

    Shard trim(long sequence) {
        return new Shard(number, id, parent, from, to, created, closed, start, end, sequence);
    }
}
