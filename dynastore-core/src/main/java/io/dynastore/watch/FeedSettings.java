package io.dynastore.watch;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The settings of a feed.
 *
 * @param table the table's name
 * @param name what messages call the feed
 * @param duration the duration of the shards' leases
 * @param pollInterval the longest pause between two reads of a shard
 * @param clockSkew by how much two wall clocks may differ
 * @param closing how long closing waits for handlers before it interrupts them
 * @param onFailure decides about a change that cannot be handled
 * @param onGap decides about changes that may be missing
 * @param listeners are notified
 */
record FeedSettings(
        String table,
        String name,
        Duration duration,
        Duration pollInterval,
        Duration clockSkew,
        Duration closing,
        Function<? super FailedChange, FailureDecision> onFailure,
        Function<? super FeedGapException, GapDecision> onGap,
        List<ChangeFeedListener> listeners) {}
