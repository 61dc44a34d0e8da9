package io.dynastore.spring.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynastore.Entry;
import io.dynastore.Revision;
import io.dynastore.spring.watch.FakeFeed;
import io.dynastore.watch.Change;
import io.dynastore.watch.ChangeFeedListener;
import io.dynastore.watch.ChangeType;
import io.dynastore.watch.FailedChange;
import io.dynastore.watch.FailureDecision;
import io.dynastore.watch.FeedGapException;
import io.dynastore.watch.GapDecision;
import io.dynastore.watch.ShardProgress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The meters of feeds, with their tags. No feed is started. */
class MeteredFeedsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeteredFeeds meters = new MeteredFeeds(registry);

    private static Change<String> change(ChangeType type) {
        Entry<String> entry = new Entry<>("T", "customers", "c-1", new Revision(1, null), null, "v", Map.of());
        return new Change<>(type, null, entry, Instant.EPOCH, "id");
    }

    @Test
    void theLagOfAFeedIsThatOfItsSlowestShardAndFollowsTheFeedThatWasStartedLast() {
        meters.started(
                "index",
                FakeFeed.with(
                        new ShardProgress("shard-1", Instant.EPOCH, Duration.ofSeconds(3), null),
                        new ShardProgress("shard-2", Instant.EPOCH, Duration.ofMillis(90_500), null),
                        new ShardProgress("shard-3", Instant.EPOCH, Duration.ZERO, null)));
        assertThat(registry.get("dynastore.feed.lag")
                        .tag("dynastore.feed.group", "index")
                        .gauge()
                        .value())
                .isEqualTo(90.5);

        meters.started("index", FakeFeed.with());
        assertThat(registry.get("dynastore.feed.lag").gauge().value()).isZero();
    }

    private Timer created() {
        return registry.get("dynastore.feed.changes")
                .tags("dynastore.feed.group", "index", "dynastore.partition", "customers")
                .tag("dynastore.change.type", "created")
                .timer();
    }

    @Test
    void changesAreTimedByGroupPartitionAndType() {
        ChangeFeedListener listener = meters.listener("index");
        listener.handled(change(ChangeType.CREATED), Duration.ofMillis(5), Duration.ZERO);
        listener.handled(change(ChangeType.CREATED), Duration.ofMillis(7), Duration.ZERO);
        listener.handled(change(ChangeType.LISTED), Duration.ofMillis(1), Duration.ZERO);
        meters.listener("audit").handled(change(ChangeType.CREATED), Duration.ofMillis(1), Duration.ZERO);

        assertThat(created().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(12);
        assertThat(registry.get("dynastore.feed.changes").timers()).hasSize(3);

        registry.clear();
        listener.handled(change(ChangeType.CREATED), Duration.ofMillis(3), Duration.ZERO);
        assertThat(created().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(3);
    }

    @Test
    void whatGoesWrongIsCounted() {
        ChangeFeedListener listener = meters.listener("index");
        listener.failed(
                new FailedChange("customers", "c-1", "id", null, new Exception(), 1, Duration.ZERO),
                FailureDecision.SKIP);
        listener.gap(
                new FeedGapException("T", "the change feed 'index'", "shard-1", Instant.EPOCH), GapDecision.RESUME);
        listener.readFailed(new IllegalStateException());

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName() + meter.getId().getTags() + ((Counter) meter).count())
                .containsExactlyInAnyOrder(
                        "dynastore.feed.failures[tag(dynastore.feed.decision=skip), tag(dynastore.feed.group=index), "
                                + "tag(dynastore.partition=customers)]1.0",
                        "dynastore.feed.gaps[tag(dynastore.feed.decision=resume), tag(dynastore.feed.group=index)]1.0",
                        "dynastore.feed.read.failures[tag(dynastore.feed.group=index)]1.0");
    }
}
