package io.dynastore.watch;

import io.dynastore.internal.Durations;
import io.dynastore.internal.Interruptions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A member of a group, or a feed without one: it keeps the readers of its shards running until it is closed. */
final class DefaultChangeFeed implements ChangeFeed {
    private static final Logger LOG = System.getLogger(ChangeFeed.class.getName());

    private static final Duration INTERRUPTED = Duration.ofSeconds(1);

    private final FeedContext feed;
    private final @Nullable String group;
    private final Coordinator coordinator;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean closed;

    DefaultChangeFeed(FeedContext feed, @Nullable String group, Coordinator coordinator) {
        this.feed = feed;
        this.group = group;
        this.coordinator = coordinator;
        feed.onStop(() -> feed.timing().executeCallback(this::stop));
    }

    void start() {
        coordinator.start();
    }

    @Override
    public Optional<String> group() {
        return Optional.ofNullable(group);
    }

    @Override
    public List<ShardProgress> shards() {
        return coordinator.readers().stream()
                .map(ShardReader::progress)
                .sorted(Comparator.comparing(ShardProgress::shardId))
                .toList();
    }

    @Override
    public boolean isRunning() {
        return !feed.isStopping();
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.ofNullable(feed.failure());
    }

    @Override
    public Optional<Throwable> obstacle() {
        return isRunning() ? Optional.ofNullable(coordinator.obstacle()) : Optional.empty();
    }

    @Override
    public boolean catchUp(Duration atMost) throws InterruptedException {
        long since = feed.ticket();
        long deadline = System.nanoTime() + Durations.toWait(atMost).toNanos();
        coordinator.hurry(true);
        try {
            while (isRunning()) {
                if (coordinator.hasReadSince(since)) {
                    return true;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                coordinator.awaitStep(left);
            }
            return false;
        } finally {
            coordinator.hurry(false);
        }
    }

    @Override
    public void close() {
        feed.stop();
        if (coordinator.isOnThread()) {
            // A handler does not wait for itself: what it is handling is noted when it returns.
            feed.timing().executeCallback(this::stop);
        } else {
            stop();
        }
    }

    /** Ends all steps, and releases what this member holds. */
    private void stop() {
        boolean isFirst;
        synchronized (this) {
            isFirst = !closed;
            closed = true;
        }
        if (!isFirst) {
            awaitStopped();
            return;
        }
        try {
            coordinator.stop(feed.settings().closing(), INTERRUPTED);
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "Interrupted while a change feed waits for its handlers", e);
            Thread.currentThread().interrupt();
        } finally {
            // Also on a thread that is interrupted, so that others go on without waiting for the leases to end.
            Interruptions.postpone(() -> {
                coordinator.release();
                feed.timing().close(Duration.ofSeconds(1));
            });
            stopped.countDown();
        }
    }

    /** Waits for the thread that stops this feed: when closing returns, nothing is held, and no handler runs that can be stopped. */
    @SuppressWarnings("ReturnValueIgnored") // A handler that hangs is not waited for any longer.
    private void awaitStopped() {
        try {
            Duration most = feed.settings().closing().plus(INTERRUPTED).plus(INTERRUPTED);
            boolean ignored = stopped.await(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "ChangeFeed[" + feed.settings().name() + " of table "
                + feed.settings().table() + (isRunning() ? "" : ", stopped") + "]";
    }
}
