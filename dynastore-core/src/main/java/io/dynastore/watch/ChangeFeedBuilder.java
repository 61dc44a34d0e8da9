package io.dynastore.watch;

import io.dynastore.Partition;
import io.dynastore.Table;
import io.dynastore.internal.Texts;
import io.dynastore.lease.Leases;
import io.dynastore.lease.Timing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Configures a {@link ChangeFeed}. Not thread-safe. */
public final class ChangeFeedBuilder {
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_POLL = Duration.ofMillis(1);

    /** Times that stay such when bounds are added, and that fit into milliseconds. */
    private static final Instant FIRST = Instant.EPOCH;

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final Table table;
    private final StreamSource source;
    private final Map<String, Subscription<?>> subscriptions = new LinkedHashMap<>();
    private final List<ChangeFeedListener> listeners = new ArrayList<>();
    private @Nullable String group;
    private @Nullable Leases leases;
    private Duration duration = Duration.ofSeconds(30);
    private Duration pollInterval = Duration.ofSeconds(2);
    private Duration clockSkew = Duration.ofSeconds(5);
    private Duration closing = Duration.ofSeconds(10);
    private Function<? super FailedChange, FailureDecision> onFailure = failed -> FailureDecision.RETRY;
    private Function<? super FeedGapException, GapDecision> onGap = gap -> GapDecision.STOP;
    private boolean fromOldest;
    private boolean fromList;
    private @Nullable Instant from;
    private @Nullable Timing timing;

    ChangeFeedBuilder(Table table, DynamoDbStreamsClient streams) {
        this.table = Objects.requireNonNull(table, "table");
        this.source = new StreamSource(table, Objects.requireNonNull(streams, "streams"));
    }

    /**
     * Makes the feed a member of a group. Members must have the same handlers. Without a group, the feed reads all changes from its
     * start, and stores nothing; DynamoDB allows two readers of a shard at the same time, so this is for tools and tests.
     *
     * @param name the group's name, unique in the partition of the leases; 1 to 250 bytes in UTF-8
     * @param leases the leases that the members share; their names begin with {@code feed/}. Close the feed before them
     * @return this
     * @throws IllegalArgumentException if the name is empty or too long
     */
    public ChangeFeedBuilder group(String name, Leases leases) {
        this.group = GroupNames.check(name);
        this.leases = Objects.requireNonNull(leases, "leases");
        return this;
    }

    /**
     * Adds a handler of a partition's changes. Changes of partitions without a handler are passed over.
     *
     * @param <V> the type of the partition's values
     * @param partition a partition of the feed's table, which decodes the entries
     * @param handler handles its changes; called on the feed's threads
     * @return this
     * @throws IllegalArgumentException if the partition belongs to another table, is that of the leases, or has a handler already
     */
    public <V> ChangeFeedBuilder on(Partition<V> partition, ChangeHandler<? super V> handler) {
        Objects.requireNonNull(handler, "handler");
        if (!partition.table().name().equals(table.name())) {
            throw new IllegalArgumentException(partition + " does not belong to " + table
                    + ", whose changes the feed reads. Create a feed for each table.");
        }
        String difference = Regions.difference(
                partition.table().store().client(), table.store().client());
        if (difference != null) {
            throw new IllegalArgumentException(partition + " is of the table of this name in another region: "
                    + difference + ". Create a feed for each table.");
        }
        if (subscriptions.putIfAbsent(partition.name(), Subscription.of(partition, handler)) != null) {
            throw new IllegalArgumentException(
                    partition + " has two handlers. Combine them, or create a group for each of them.");
        }
        return this;
    }

    /**
     * Begins a new group with the oldest change that DynamoDB has, by default with the time at which the group begins. Has no
     * effect on a group that has begun.
     *
     * @return this
     */
    public ChangeFeedBuilder fromOldest() {
        return from(true, false, null);
    }

    /**
     * Begins a new group with the changes since a time, by default with the time at which the group begins. Some changes that were
     * made up to {@linkplain #clockSkew the bound on clock skew} and a second before are delivered, too. Has no effect on a group
     * that has begun.
     *
     * @param from the time; if it is more than 24 hours ago, there is a {@linkplain #onGap gap}
     * @return this
     * @throws IllegalArgumentException if the time is before 1970 or after 9999
     */
    public ChangeFeedBuilder from(Instant from) {
        if (from.isBefore(FIRST) || from.isAfter(LAST)) {
            throw new IllegalArgumentException("The time from which a change feed begins is invalid: " + from
                    + ". Set one from 1970 to 9999, or begin with the oldest change by fromOldest().");
        }
        return from(false, false, from);
    }

    /**
     * Begins a new group with a list: one member lists the entries of all partitions that have a handler, and delivers each as
     * {@link ChangeType#LISTED}; then all members read the changes since the list began. A change that was made during the list is
     * delivered again in its order, so an entry may go back to an earlier revision once. At the end, what the handler was told is
     * what the table has. If the list takes longer than 24 hours, there is a {@linkplain #onGap gap}. Has no effect on a group that
     * has begun.
     *
     * @return this
     */
    public ChangeFeedBuilder fromList() {
        return from(false, true, null);
    }

    private ChangeFeedBuilder from(boolean oldest, boolean list, @Nullable Instant time) {
        this.fromOldest = oldest;
        this.fromList = list;
        this.from = time;
        return this;
    }

    /**
     * Sets what to do about a change whose handler has thrown an exception, or whose entry cannot be decoded. Later changes of
     * the same shard wait until it is handled.
     *
     * @param onFailure decides after each attempt; by default {@link FailureDecision#RETRY}. If it throws an exception, the change
     *     is tried again
     * @return this
     */
    public ChangeFeedBuilder onFailure(Function<? super FailedChange, FailureDecision> onFailure) {
        this.onFailure = Objects.requireNonNull(onFailure, "onFailure");
        return this;
    }

    /**
     * Sets what to do if changes may be missing, since DynamoDB keeps them for 24 hours.
     *
     * @param onGap decides for each shard; by default {@link GapDecision#STOP}
     * @return this
     */
    public ChangeFeedBuilder onGap(Function<? super FeedGapException, GapDecision> onGap) {
        this.onGap = Objects.requireNonNull(onGap, "onGap");
        return this;
    }

    /**
     * Sets the duration of the shards' leases. If it is shorter, the shards of a member that has died are taken over sooner, and
     * less is delivered again; but there are more renewals to pay for: one in every third of the duration for each shard. The
     * members look at each other as often.
     *
     * @param duration a second to an hour; 30 s by default
     * @return this
     * @throws IllegalArgumentException if the duration is shorter or longer
     */
    public ChangeFeedBuilder duration(Duration duration) {
        if (duration.compareTo(SHORTEST_LEASE) < 0 || duration.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "The duration of a shard's lease is invalid: " + duration + ". Set one of a second to an hour.");
        }
        this.duration = duration;
        return this;
    }

    /**
     * Sets the longest pause between two reads of a shard. After changes, the pause is an eighth of this, or none if there are many;
     * without changes, it doubles each time.
     *
     * @param pollInterval a millisecond to a minute; 2 s by default
     * @return this
     * @throws IllegalArgumentException if the interval is shorter or longer
     */
    public ChangeFeedBuilder pollInterval(Duration pollInterval) {
        if (pollInterval.compareTo(SHORTEST_POLL) < 0 || pollInterval.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("The poll interval of a change feed is invalid: " + pollInterval
                    + ". Set one of a millisecond to a minute.");
        }
        this.pollInterval = pollInterval;
        return this;
    }

    /**
     * Sets by how much the wall clocks of two machines, and that of DynamoDB, may differ.
     *
     * @param clockSkew zero to an hour; 5 s by default
     * @return this
     * @throws IllegalArgumentException if the bound is negative or longer
     */
    public ChangeFeedBuilder clockSkew(Duration clockSkew) {
        if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "The bound on clock skew is invalid: " + clockSkew + ". Set one of zero to an hour.");
        }
        this.clockSkew = clockSkew;
        return this;
    }

    /**
     * Sets how long {@link ChangeFeed#close()} waits for handlers that are running before it interrupts them.
     *
     * @param closing zero to an hour; 10 s by default
     * @return this
     * @throws IllegalArgumentException if the time is negative or longer
     */
    public ChangeFeedBuilder closing(Duration closing) {
        if (closing.isNegative() || closing.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "The time to close a change feed is invalid: " + closing + ". Set one of zero to an hour.");
        }
        this.closing = closing;
        return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener the listener
     * @return this
     */
    public ChangeFeedBuilder listener(ChangeFeedListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Sets the time that the feed uses, for tests.
     *
     * @param timing the time, used by this feed alone, which closes it; by default real time, with the wall clock of the
     *     {@link io.dynastore.DynaStore}
     * @return this
     */
    public ChangeFeedBuilder timing(Timing timing) {
        this.timing = Objects.requireNonNull(timing, "timing");
        return this;
    }

    /**
     * Starts the feed. Sends one request, which checks that the table has a stream with both images; if DynamoDB cannot be
     * reached, the feed starts all the same, and tries again.
     *
     * @return the feed; close it before the leases and the clients
     * @throws IllegalStateException if no handler was added
     * @throws IllegalArgumentException if a handler is that of the leases' partition, or the client of the streams is one of
     *     another region than the table
     * @throws io.dynastore.TableNotFoundException if the table does not exist
     * @throws io.dynastore.InvalidTableException if the table has no stream, or one without both images
     */
    public ChangeFeed start() {
        if (subscriptions.isEmpty()) {
            throw new IllegalStateException("The change feed has no handler. Add one by on().");
        }
        checkPartitions();
        source.check();
        Timing time = timing == null ? Timing.system(clock(), "dynastore-feed") : timing;
        FeedSettings settings = new FeedSettings(
                table.name(),
                group == null ? "the change feed" : "the change feed " + Texts.quote(group),
                duration,
                pollInterval,
                clockSkew,
                closing,
                onFailure,
                onGap,
                List.copyOf(listeners));
        FeedContext feed = new FeedContext(settings, time, source, new Subscriptions(table, Map.copyOf(subscriptions)));
        Ownership ownership = group == null || leases == null
                ? new SoloOwnership()
                : new GroupOwnership(leases, group, duration, clockSkew, feed::now);
        Coordinator coordinator = new Coordinator(feed, ownership, first(feed), duration.dividedBy(3));
        DefaultChangeFeed started = new DefaultChangeFeed(feed, group, coordinator);
        started.start();
        return started;
    }

    private Clock clock() {
        return subscriptions.values().iterator().next().items().clock();
    }

    private void checkPartitions() {
        if (leases == null || !leases.partition().table().name().equals(table.name())) {
            return;
        }
        if (subscriptions.containsKey(leases.partition().name())) {
            throw new IllegalArgumentException(leases.partition()
                    + " is that of the feed's leases, which change because the feed reads. Handle another partition.");
        }
    }

    /** Returns where the group begins if this is its first member. */
    private Supplier<GroupRecord> first(FeedContext feed) {
        boolean oldest = fromOldest;
        boolean list = fromList;
        Instant time = from;
        return () -> {
            Instant now = feed.now();
            Instant began = time == null ? now : time;
            return new GroupRecord(began, oldest ? null : began, !list, source.arn());
        };
    }
}
