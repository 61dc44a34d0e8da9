package io.dynastore.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a shard was read. Its text is what the shard's lease shows as its holder.
 *
 * @param position the last record that was reached; null if there is none
 * @param readUntil the time up to which everything was read
 * @param finished whether the shard is closed and was read to its end
 */
record ShardState(@Nullable Position position, Instant readUntil, boolean finished) {
    static ShardState beginning(Instant readUntil) {
        return new ShardState(null, readUntil, false);
    }

    ShardState at(Position newPosition, Instant time) {
        return new ShardState(newPosition, latest(time), finished);
    }

    ShardState readUntil(Instant time) {
        return new ShardState(position, latest(time), finished);
    }

    ShardState finished(Instant time) {
        return new ShardState(position, latest(time), true);
    }

    private Instant latest(Instant time) {
        return time.isAfter(readUntil) ? time : readUntil;
    }

    /** Returns what this state and another one of the same shard show together. */
    ShardState furthest(@Nullable ShardState other) {
        if (other == null) {
            return this;
        }
        boolean isFurther = other.position != null && (position == null || other.position.compareTo(position) > 0);
        return new ShardState(
                isFurther ? other.position : position, latest(other.readUntil), finished || other.finished);
    }
}
