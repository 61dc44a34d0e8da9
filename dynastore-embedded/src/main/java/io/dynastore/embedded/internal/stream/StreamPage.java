package io.dynastore.embedded.internal.stream;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some records of a shard.
 *
 * @param records the records in their order
 * @param next the position after them; empty if the shard is closed and has no more records
 */
public record StreamPage(List<Numbered> records, OptionalLong next) {
    /** Returns a page without records, after which the position is the same. */
    public static StreamPage emptyAt(long position) {
        return new StreamPage(List.of(), OptionalLong.of(position));
    }

    /**
     * A record with its place.
     *
     * @param sequence its sequence number
     * @param record the record
     */
    public record Numbered(long sequence, StreamRecord record) {}
}
