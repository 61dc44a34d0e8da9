package io.dynastore.spring.health;

import io.dynastore.DynaStoreException;
import io.dynastore.spring.watch.ChangeFeeds;
import io.dynastore.watch.ChangeFeed;
import io.dynastore.watch.ShardProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * A health indicator of change feeds. One that has stopped by itself is down. One is out of service if it has made no progress for some
 * time: because a change cannot be handled, its handler does not return, or a shard cannot be read or shards not be found, for
 * instance after the table was deleted. It sends no request.
 */
public final class ChangeFeedsHealthIndicator extends AbstractHealthIndicator {
    private final ChangeFeeds feeds;
    private final Duration stalledAfter;
    private final InstantSource clock;

    /** How far shards had been read when that was first seen. */
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /** When it was first seen that something keeps a feed from reading. */
    private final Map<String, Instant> obstructed = new ConcurrentHashMap<>();

    private record Seen(Instant readUntil, Instant since) {}

    /**
     * Creates the indicator.
     *
     * @param feeds the feeds
     * @param stalledAfter the time after which a feed that makes no progress is out of service
     * @param clock the wall clock
     */
    public ChangeFeedsHealthIndicator(ChangeFeeds feeds, Duration stalledAfter, InstantSource clock) {
        super("The health check of the change feeds failed");
        this.feeds = feeds;
        this.stalledAfter = stalledAfter;
        this.clock = clock;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up();
        Set<String> present = new HashSet<>();
        boolean stopped = false;
        boolean stalled = false;
        for (Map.Entry<String, ChangeFeed> each : feeds.feeds().entrySet()) {
            ChangeFeed feed = each.getValue();
            Throwable failure = feed.failure().orElse(null);
            Throwable obstacle = feed.obstacle().orElse(null);
            List<ShardProgress> shards = feed.shards();
            List<ShardProgress> late = shards.stream()
                    .filter(shard -> isStalled(each.getKey(), shard))
                    .toList();
            shards.forEach(shard -> present.add(key(each.getKey(), shard)));
            stopped |= failure != null;
            stalled |= !late.isEmpty() || isObstructed(each.getKey(), obstacle);
            builder.withDetail(each.getKey(), describe(feed, failure == null ? obstacle : failure, shards, late));
        }
        seen.keySet().retainAll(present);
        if (stopped) {
            builder.down();
        } else if (stalled) {
            builder.outOfService();
        }
    }

    /** A shard with many changes is behind, but moves on between two checks. */
    private boolean isStalled(String feed, ShardProgress shard) {
        Instant now = clock.instant();
        Instant readUntil = shard.readUntil();
        Seen first = seen.merge(
                key(feed, shard),
                new Seen(readUntil, now),
                (before, present) -> before.readUntil().equals(readUntil) ? before : present);
        boolean isLate = readUntil.plus(stalledAfter).isBefore(now);
        return isLate
                && (shard.failure() != null || first.since().plus(stalledAfter).isBefore(now));
    }

    /** DynamoDB may be out of reach for a moment. */
    private boolean isObstructed(String feed, @Nullable Throwable obstacle) {
        if (obstacle == null) {
            obstructed.remove(feed);
            return false;
        }
        Instant now = clock.instant();
        Instant since = obstructed.computeIfAbsent(feed, any -> now);
        return since.plus(stalledAfter).isBefore(now);
    }

    private static String key(String feed, ShardProgress shard) {
        return feed + "/" + shard.shardId();
    }

    private static Map<String, Object> describe(
            ChangeFeed feed, @Nullable Throwable failure, List<ShardProgress> shards, List<ShardProgress> late) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("running", feed.isRunning());
        details.put("shards", shards.size());
        details.put("lag", feed.lag().toString());
        if (!late.isEmpty()) {
            details.put("stalled", late.stream().map(ShardProgress::shardId).toList());
        }
        Throwable error = failure == null
                ? late.stream()
                        .map(ShardProgress::failure)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : failure;
        if (error != null) {
            details.put(
                    "error",
                    error instanceof DynaStoreException
                            ? error.toString()
                            : error.getClass().getName());
        }
        return details;
    }
}
