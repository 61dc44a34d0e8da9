package io.dynastore.spring.autoconfigure.watch;

import io.dynastore.InvalidTableException;
import io.dynastore.Partition;
import io.dynastore.lease.Leases;
import io.dynastore.spring.autoconfigure.DynaStoreProperties;
import io.dynastore.spring.autoconfigure.watch.WatchProperties.From;
import io.dynastore.spring.autoconfigure.watch.WatchProperties.GroupProperties;
import io.dynastore.spring.autoconfigure.watch.WatchProperties.OnFailure;
import io.dynastore.spring.autoconfigure.watch.WatchProperties.OnGap;
import io.dynastore.spring.watch.ChangeFeedCustomizer;
import io.dynastore.watch.ChangeFeed;
import io.dynastore.watch.ChangeFeedBuilder;
import io.dynastore.watch.ChangeHandler;
import io.dynastore.watch.FailureDecision;
import io.dynastore.watch.GapDecision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Starts the feeds of groups as they are configured. */
final class FeedFactory {
    private final WatchProperties properties;
    private final DynaStoreProperties tables;
    private final Leases leases;
    private final DynamoDbStreamsClient streams;
    private final List<ChangeFeedCustomizer> customizers;

    FeedFactory(
            WatchProperties properties,
            DynaStoreProperties tables,
            Leases leases,
            DynamoDbStreamsClient streams,
            List<ChangeFeedCustomizer> customizers) {
        this.properties = properties;
        this.tables = tables;
        this.leases = leases;
        this.streams = streams;
        this.customizers = customizers;
    }

    ChangeFeed start(FeedGroup group) {
        ChangeFeedBuilder builder = builder(group);
        customizers.forEach(customizer -> customizer.customize(group.name(), builder));
        ChangeFeed feed;
        try {
            feed = builder.start();
        } catch (InvalidTableException e) {
            throw unreadable(group, e);
        } catch (IllegalArgumentException e) {
            throw invalid(group, e);
        }
        try {
            customizers.forEach(customizer -> customizer.started(group.name(), feed));
        } catch (RuntimeException e) {
            feed.close();
            throw e;
        }
        return feed;
    }

    /** Applies the properties. */
    ChangeFeedBuilder builder(FeedGroup group) {
        String name = group.name();
        GroupProperties settings = properties.groups().getOrDefault(name, GroupProperties.DEFAULT);
        ChangeFeedBuilder builder = ChangeFeed.builder(group.table(), streams);
        try {
            builder.group(name, leases);
        } catch (IllegalArgumentException e) {
            throw invalid(group, e);
        }
        set(name, "poll-interval", "2s", builder::pollInterval, settings.pollInterval());
        set(name, "lease", "30s", builder::duration, settings.lease());
        set(name, "clock-skew", "5s", builder::clockSkew, settings.clockSkew());
        if (settings.from() == From.OLDEST) {
            builder.fromOldest();
        } else if (settings.from() == From.LIST) {
            builder.fromList();
        }
        builder.onGap(gap -> settings.onGap() == OnGap.RESUME ? GapDecision.RESUME : GapDecision.STOP);
        decideFailures(name, settings, builder);
        group.subscriptions().forEach(each -> subscribe(builder, each));
        return builder;
    }

    private static void decideFailures(String group, GroupProperties settings, ChangeFeedBuilder builder) {
        int attempts = settings.maxAttempts();
        if (attempts < 1) {
            String property = property(group, "max-attempts");
            throw new FailureAnalyzedException(
                    "'" + property + "' is invalid: it must be positive, but is " + attempts + ".",
                    "Set '" + property + "' to a number such as 10, or leave it out.");
        }
        if (settings.onFailure() != OnFailure.RETRY) {
            FailureDecision last = settings.onFailure() == OnFailure.SKIP ? FailureDecision.SKIP : FailureDecision.STOP;
            builder.onFailure(failed -> failed.attempts() < attempts ? FailureDecision.RETRY : last);
        }
    }

    @SuppressWarnings("unchecked") // The handler takes the values of the partition, or any.
    private static void subscribe(ChangeFeedBuilder builder, FeedGroup.Subscription subscription) {
        ChangeHandler<Object> handler = subscription.handler().target();
        builder.on((Partition<Object>) subscription.partition(), handler);
    }

    private static void set(String group, String name, String example, Consumer<Duration> setter, Duration value) {
        try {
            setter.accept(value);
        } catch (IllegalArgumentException e) {
            String property = property(group, name);
            throw new FailureAnalyzedException(
                    "'" + property + "' is invalid: " + e.getMessage(),
                    "Set '" + property + "' to a duration such as " + example + ", or leave it out.",
                    e);
        }
    }

    static String property(String group, String name) {
        return "dynastore.watch.groups" + (group.matches("[a-z][a-z0-9-]*") ? "." + group : "[" + group + "]") + "."
                + name;
    }

    private static FailureAnalyzedException invalid(FeedGroup group, IllegalArgumentException e) {
        return new FailureAnalyzedException(
                "The change feed of the group '" + group.name() + "' is invalid: " + e.getMessage(),
                "Correct " + source(group) + ".",
                e);
    }

    private static String source(FeedGroup group) {
        return group.subscriptions().get(0).handler().source();
    }

    private FailureAnalyzedException unreadable(FeedGroup group, InvalidTableException e) {
        String table = group.table().name();
        String property = tables.tables().entrySet().stream()
                .filter(each ->
                        table.equals(Objects.requireNonNullElse(each.getValue().name(), each.getKey())))
                .map(Map.Entry::getKey)
                .map(id -> "dynastore.tables." + id + ".stream")
                .findFirst()
                .orElse("dynastore.table.stream");
        return new FailureAnalyzedException(
                "The change feed of the group '" + group.name() + "', with " + source(group)
                        + ", cannot read the table '" + table + "': " + String.join(", ", e.differences()) + ".",
                "Set '" + property + ": true', with which dynastore enables a stream where it creates tables"
                        + " ('dynastore.initialize-tables'), or enable one with NEW_AND_OLD_IMAGES by your infrastructure"
                        + " code.",
                e);
    }
}
