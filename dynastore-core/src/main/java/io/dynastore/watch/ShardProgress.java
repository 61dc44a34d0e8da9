package io.dynastore.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a member of a feed has read a shard of the stream.
 *
 * @param shardId the shard's id
 * @param readUntil the time up to which everything was read, by this process's clock or that of DynamoDB
 * @param lag how old the change is that waits or is being handled; zero if there is none
 * @param failure the exception of the last attempt to read the shard or to handle its next change; null if it succeeded
 */
public record ShardProgress(
        String shardId,
        Instant readUntil,
        Duration lag,
        @Nullable Throwable failure) {
    /**
     * Creates the progress. Applications need this only to fake a {@link ChangeFeed}.
     *
     * @param shardId the shard's id
     * @param readUntil the time up to which everything was read
     * @param lag how old the change is that waits or is being handled
     * @param failure the exception of the last attempt, or null
     */
    public ShardProgress {
        Objects.requireNonNull(shardId, "shardId");
        Objects.requireNonNull(readUntil, "readUntil");
        Objects.requireNonNull(lag, "lag");
    }
}
