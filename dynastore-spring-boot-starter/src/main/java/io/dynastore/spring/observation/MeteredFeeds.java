package io.dynastore.spring.observation;

import io.dynastore.spring.observation.DynaStoreMeterDocumentation.ChangeKeyNames;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.FeedKeyNames;
import io.dynastore.spring.watch.ChangeFeedCustomizer;
import io.dynastore.watch.Change;
import io.dynastore.watch.ChangeFeed;
import io.dynastore.watch.ChangeFeedBuilder;
import io.dynastore.watch.ChangeFeedListener;
import io.dynastore.watch.FailedChange;
import io.dynastore.watch.FailureDecision;
import io.dynastore.watch.FeedGapException;
import io.dynastore.watch.GapDecision;
import io.dynastore.watch.ShardProgress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts and times the changes of feeds, and shows their lag, as {@link DynaStoreMeterDocumentation} describes. For a feed that the
 * starter does not run, call both methods.
 *
 * <p>Thread-safe.
 */
public final class MeteredFeeds implements ChangeFeedCustomizer {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final MeterRegistry registry;
    private final Map<String, AtomicReference<ChangeFeed>> feeds = new ConcurrentHashMap<>();

    /**
     * Creates the meters.
     *
     * @param registry the registry of the meters, which are registered with their first value
     */
    public MeteredFeeds(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void customize(String group, ChangeFeedBuilder builder) {
        builder.listener(new Listener(group));
    }

    @Override
    public void started(String group, ChangeFeed feed) {
        feeds.computeIfAbsent(group, this::newGauge).set(feed);
    }

    private AtomicReference<ChangeFeed> newGauge(String group) {
        AtomicReference<ChangeFeed> feed = new AtomicReference<>();
        DynaStoreMeterDocumentation lag = DynaStoreMeterDocumentation.FEED_LAG;
        Gauge.builder(lag.getName(), feed, MeteredFeeds::lag)
                .description(lag.description())
                .baseUnit(lag.getBaseUnit())
                .tags(tags(group))
                .register(registry);
        return feed;
    }

    private static double lag(AtomicReference<ChangeFeed> started) {
        ChangeFeed feed = started.get();
        return feed == null
                ? 0
                : feed.shards().stream()
                                .map(ShardProgress::lag)
                                .max(Comparator.naturalOrder())
                                .orElse(Duration.ZERO)
                                .toMillis()
                        / MILLIS_PER_SECOND;
    }

    private static Tags tags(String group) {
        return Tags.of(FeedKeyNames.GROUP.asString(), group);
    }

    private final class Listener implements ChangeFeedListener {
        private final Tags group;

        Listener(String group) {
            this.group = tags(group);
        }

        @Override
        public void handled(Change<?> change, Duration duration, Duration lag) {
            Timer.builder(DynaStoreMeterDocumentation.FEED_CHANGES.getName())
                    .description(DynaStoreMeterDocumentation.FEED_CHANGES.description())
                    .tags(group)
                    .tag(ChangeKeyNames.PARTITION.asString(), change.entry().partition())
                    .tag(ChangeKeyNames.TYPE.asString(), value(change.type()))
                    .register(registry)
                    .record(duration);
        }

        @Override
        public void failed(FailedChange failed, FailureDecision decision) {
            count(
                    DynaStoreMeterDocumentation.FEED_FAILURES,
                    group.and(
                            ChangeKeyNames.PARTITION.asString(), failed.partition(),
                            ChangeKeyNames.DECISION.asString(), value(decision)));
        }

        @Override
        public void gap(FeedGapException gap, GapDecision decision) {
            count(
                    DynaStoreMeterDocumentation.FEED_GAPS,
                    group.and(ChangeKeyNames.DECISION.asString(), value(decision)));
        }

        @Override
        public void readFailed(RuntimeException failure) {
            count(DynaStoreMeterDocumentation.FEED_READ_FAILURES, group);
        }

        private void count(DynaStoreMeterDocumentation meter, Tags tags) {
            Counter.builder(meter.getName())
                    .description(meter.description())
                    .tags(tags)
                    .register(registry)
                    .increment();
        }

        private static String value(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
    }
}
