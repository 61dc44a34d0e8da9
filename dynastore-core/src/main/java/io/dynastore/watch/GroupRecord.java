package io.dynastore.watch;

import io.dynastore.internal.Texts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a group begins.
 *
 * @param began the time from which on no change may be missing
 * @param from the time from which on changes are delivered; null for all that DynamoDB has
 * @param listed whether the list, from which the group begins, is complete, or none is wanted
 * @param stream the ARN of the stream
 */
record GroupRecord(Instant began, @Nullable Instant from, boolean listed, String stream) {
    private static final String OLDEST = "oldest";

    GroupRecord withList() {
        return new GroupRecord(began, from, true, stream);
    }

    /** Returns this group on another stream, whose changes are all delivered. */
    GroupRecord on(String otherStream, Instant now) {
        return new GroupRecord(now, null, listed, otherStream);
    }

    /**
     * Returns what a record says.
     *
     * @param key the key of its entry, for a message
     */
    static GroupRecord parse(String key, String text) {
        String[] parts = text.split(" ", -1);
        try {
            return new GroupRecord(
                    Instant.parse(parts[1]),
                    parts[3].equals(OLDEST) ? null : Instant.parse(parts[3]),
                    parts[4].equals("listed"),
                    parts[6]);
        } catch (RuntimeException e) {
            throw new IllegalStateException("The record of the change feed's group, the entry " + Texts.quote(key)
                    + " in the partition of the leases, was not written by dynastore. To begin anew, use another name for"
                    + " the group.");
        }
    }

    @Override
    public String toString() {
        return "began " + began + " from " + (from == null ? OLDEST : from) + " " + (listed ? "listed" : "unlisted")
                + " stream " + stream;
    }
}
