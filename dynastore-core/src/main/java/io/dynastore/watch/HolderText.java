package io.dynastore.watch;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The text that the lease of a shard shows as its holder: the member and how far it has read, in parts that have no spaces.
 *
 * @param member the member that has written it
 * @param state how far the shard was read
 */
record HolderText(String member, ShardState state) {
    private static final String FINISHED = "finished";
    private static final String OLDEST = "oldest";

    /** Returns what a text says; null if it is not one of a feed. */
    static @Nullable HolderText parse(String text) {
        String[] parts = text.split(" ", -1);
        try {
            if (parts.length != 6 || !parts[1].equals("at") || !parts[3].equals("until")) {
                return null;
            }
            Position position = parts[2].equals(OLDEST) ? null : Position.parse(parts[2]);
            ShardState state =
                    new ShardState(position, Instant.ofEpochMilli(Long.parseLong(parts[4])), parts[5].equals(FINISHED));
            return new HolderText(URLDecoder.decode(parts[0], StandardCharsets.UTF_8), state);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return URLEncoder.encode(member, StandardCharsets.UTF_8) + " at "
                + (state.position() == null ? OLDEST : state.position()) + " until "
                + state.readUntil().toEpochMilli() + " " + (state.finished() ? FINISHED : "open");
    }
}
