package io.dynastore.spring.observation;

import io.dynastore.spring.observation.DynaStoreMeterDocumentation.ChangeKeyNames;
import io.dynastore.spring.observation.DynaStoreMeterDocumentation.FeedKeyNames;
import io.dynastore.spring.watch.ChangeFeedCustomizer;
import io.dynastore.watch.Change;
import io.dynastore.watch.ChangeFeed;
import io.dynastore.watch.ChangeFeedBuilder;
import io.dynastore.watch.ChangeFeedListener;
import io.dynastore.watch.ChangeType;
import io.dynastore.watch.FailedChange;
import io.dynastore.watch.FailureDecision;
import io.dynastore.watch.FeedGapException;
import io.dynastore.watch.GapDecision;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
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
    private final Map<Handled, Timer> timers = new ConcurrentHashMap<>();

    /** What the timers of changes tell apart. */
    private record Handled(String group, String partition, ChangeType type) {}

    /**
     * Creates the meters.
     *
     * @param registry the registry of the meters, which are registered with their first value
     */
    public MeteredFeeds(MeterRegistry registry) {
        this.registry = registry;
        registry.config().onMeterRemoved(removed -> timers.clear());
    }

    @Override
    public void customize(String group, ChangeFeedBuilder builder) {
        builder.listener(listener(group));
    }

    ChangeFeedListener listener(String group) {
        return new Listener(group);
    }

    @Override
    public void started(String group, ChangeFeed feed) {
        AtomicReference<ChangeFeed> started = feeds.computeIfAbsent(group, any -> new AtomicReference<>());
        started.set(feed);
        DynaStoreMeterDocumentation lag = DynaStoreMeterDocumentation.FEED_LAG;
        Gauge.builder(lag.getName(), started, MeteredFeeds::lag)
                .description(lag.description())
                .baseUnit(lag.getBaseUnit())
                .tags(tags(group))
                .register(registry);
    }

    private static double lag(AtomicReference<ChangeFeed> started) {
        ChangeFeed feed = started.get();
        return feed == null ? 0 : feed.lag().toMillis() / MILLIS_PER_SECOND;
    }

    private Timer newTimer(Handled handled) {
        return Timer.builder(DynaStoreMeterDocumentation.FEED_CHANGES.getName())
                .description(DynaStoreMeterDocumentation.FEED_CHANGES.description())
                .tags(tags(handled.group()))
                .tag(ChangeKeyNames.PARTITION.asString(), handled.partition())
                .tag(ChangeKeyNames.TYPE.asString(), value(handled.type()))
                .register(registry);
    }

    private static Tags tags(String group) {
        return Tags.of(FeedKeyNames.GROUP.asString(), group);
    }

    private final class Listener implements ChangeFeedListener {
        private final String group;

        Listener(String group) {
            this.group = group;
        }

        @Override
        public void handled(Change<?> change, Duration duration, Duration lag) {
            Handled handled = new Handled(group, change.entry().partition(), change.type());
            Timer timer = timers.get(handled);
            if (timer == null) {
                timer = timers.computeIfAbsent(handled, MeteredFeeds.this::newTimer);
            }
            timer.record(duration);
        }

        @Override
        public void failed(FailedChange failed, FailureDecision decision) {
            count(
                    DynaStoreMeterDocumentation.FEED_FAILURES,
                    tags(group)
                            .and(
                                    ChangeKeyNames.PARTITION.asString(), failed.partition(),
                                    ChangeKeyNames.DECISION.asString(), value(decision)));
        }

        @Override
        public void gap(FeedGapException gap, GapDecision decision) {
            count(
                    DynaStoreMeterDocumentation.FEED_GAPS,
                    tags(group).and(ChangeKeyNames.DECISION.asString(), value(decision)));
        }

        @Override
        public void readFailed(RuntimeException failure) {
            count(DynaStoreMeterDocumentation.FEED_READ_FAILURES, tags(group));
        }

        private void count(DynaStoreMeterDocumentation meter, Tags tags) {
            Counter.builder(meter.getName())
                    .description(meter.description())
                    .tags(tags)
                    .register(registry)
                    .increment();
        }
    }

    private static String value(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
