package io.dynastore.watch;

import io.dynastore.lease.Timing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the parts of a feed share: its settings, its listeners, what this member has read, and why it stops. Thread-safe. */
final class FeedContext {
    private static final Logger LOG = System.getLogger(ChangeFeed.class.getName());

    /** "All stream records are retained for 24 hours"; DynamoDB Streams in the developer guide. */
    private static final Duration RETENTION = Duration.ofHours(24);

    private final FeedSettings settings;
    private final Timing timing;
    private final StreamSource source;
    private final Subscriptions subscriptions;
    private final Map<String, ShardState> reached = new ConcurrentHashMap<>();
    private final AtomicLong tickets = new AtomicLong();
    private volatile boolean stopping;
    private volatile @Nullable Throwable failure;
    private volatile Runnable onStop = () -> {};

    FeedContext(FeedSettings settings, Timing timing, StreamSource source, Subscriptions subscriptions) {
        this.settings = settings;
        this.timing = timing;
        this.source = source;
        this.subscriptions = subscriptions;
    }

    FeedSettings settings() {
        return settings;
    }

    Timing timing() {
        return timing;
    }

    StreamSource source() {
        return source;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    /** Returns a number that is higher than all before it: the order of events, also where the time stands still. */
    long ticket() {
        return tickets.incrementAndGet();
    }

    Instant now() {
        return timing.now();
    }

    /** Returns how far this member has read a shard, whoever has it now; null if it has not. */
    @Nullable
    ShardState reached(String shardId) {
        return reached.get(shardId);
    }

    void reached(String shardId, ShardState state) {
        reached.put(shardId, state);
    }

    /** Forgets the shards that DynamoDB no longer lists. */
    void forgetAllBut(Collection<String> shardIds) {
        reached.keySet().retainAll(shardIds);
    }

    /** Sets what is run once when the feed stops by itself. */
    void onStop(Runnable action) {
        this.onStop = action;
    }

    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    void stopBecauseOf(Throwable cause) {
        synchronized (this) {
            if (stopping) {
                return;
            }
            failure = cause;
            stopping = true;
        }
        LOG.log(Level.ERROR, () -> settings.name() + " has stopped", cause);
        onStop.run();
    }

    /** Returns whether DynamoDB may have removed records that were written after a time. */
    boolean mayBeTrimmed(Instant since) {
        return since.plus(RETENTION).minus(settings.clockSkew()).isBefore(now());
    }

    /** Returns whether to go on although changes may be missing; if not, the feed stops. */
    boolean mayResume(String gapIn, Instant since) {
        FeedGapException gap = new FeedGapException(settings.table(), settings.name(), gapIn, since);
        GapDecision decision = GapDecision.STOP;
        try {
            decision = Objects.requireNonNull(settings.onGap().apply(gap), "onGap has returned null");
        } catch (Throwable e) {
            LOG.log(Level.ERROR, "It cannot be decided what to do about a gap; the change feed stops", e);
        }
        GapDecision decided = decision;
        notifyListeners(listener -> listener.gap(gap, decided));
        if (decided == GapDecision.STOP) {
            stopBecauseOf(gap);
            return false;
        }
        LOG.log(Level.WARNING, gap.getMessage());
        return true;
    }

    void handled(Change<?> change, Duration duration) {
        Duration age = Duration.between(change.time(), now());
        notifyListeners(listener -> listener.handled(change, duration, age.isNegative() ? Duration.ZERO : age));
    }

    void failed(FailedChange failed, FailureDecision decision) {
        notifyListeners(listener -> listener.failed(failed, decision));
    }

    void readFailed(RuntimeException e) {
        notifyListeners(listener -> listener.readFailed(e));
    }

    private void notifyListeners(Consumer<ChangeFeedListener> call) {
        for (ChangeFeedListener listener : settings.listeners()) {
            try {
                call.accept(listener);
            } catch (Throwable e) { // An error must not make a change that is handled seem to have failed.
                LOG.log(Level.WARNING, "A listener of a change feed has failed", e);
            }
        }
    }
}
