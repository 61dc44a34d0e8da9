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

    /** Returns this state or another one of the same shard, whichever is further. */
    ShardState furthest(@Nullable ShardState other) {
        if (other == null || other.position == null || finished) {
            return this;
        }
        return other.finished || position == null || other.position.compareTo(position) > 0 ? other : this;
    }
}
