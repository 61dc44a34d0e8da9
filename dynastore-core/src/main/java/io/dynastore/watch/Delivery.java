package io.dynastore.watch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** Hands changes to their handlers, one at a time, and decides what happens if that fails. Used by one thread at a time. */
final class Delivery {
    private static final Logger LOG = System.getLogger(ChangeFeed.class.getName());

    private static final BackoffStrategy BACKOFF =
            BackoffStrategy.exponentialDelayHalfJitter(Duration.ofMillis(100), Duration.ofMinutes(1));

    private final FeedContext feed;
    private final RetryLog log;
    private int attempts;
    private long firstNanos;
    private volatile @Nullable Throwable failure;

    /** What has become of a change. */
    enum Outcome {
        /** It is handled, or passed over. */
        DONE,
        /** It is to be handled again after a pause. */
        RETRY,
        /** The feed stops. */
        STOP
    }

    Delivery(FeedContext feed) {
        this.feed = feed;
        this.log = new RetryLog(feed.timing());
    }

    Outcome deliver(PendingChange pending) {
        try {
            return handle(pending);
        } finally {
            // What one handler leaves behind is no interruption of the next one; that of a feed that is closed remains.
            if (Thread.interrupted() && feed.isStopping()) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Outcome handle(PendingChange pending) {
        if (attempts++ == 0) {
            firstNanos = feed.timing().nanoTime();
        }
        Change<?> change = null;
        try {
            change = pending.decoded().get();
            long begin = feed.timing().nanoTime();
            pending.subscription().handle(change);
            done();
            feed.handled(change, Duration.ofNanos(feed.timing().nanoTime() - begin));
            return Outcome.DONE;
        } catch (Throwable e) { // An error of one handler must not end the feed silently.
            return failed(pending, change, e);
        }
    }

    private Outcome failed(PendingChange pending, @Nullable Change<?> change, Throwable e) {
        if (feed.isStopping()) {
            return Outcome.STOP; // The handler was interrupted. Another member will get the change.
        }
        failure = e;
        FailedChange failed = new FailedChange(
                pending.subscription().partition().name(),
                pending.key(),
                pending.id(),
                change,
                e,
                attempts,
                Duration.ofNanos(feed.timing().nanoTime() - firstNanos));
        FailureDecision decision = decide(failed);
        feed.failed(failed, decision);
        return switch (decision) {
            case RETRY -> {
                log.failed(() -> "A change cannot be handled; it is tried again: " + failed, e);
                yield Outcome.RETRY;
            }
            case SKIP -> {
                LOG.log(Level.WARNING, () -> "A change is passed over: " + failed, e);
                done();
                yield Outcome.DONE;
            }
            case STOP -> {
                feed.stopBecauseOf(e);
                yield Outcome.STOP;
            }
        };
    }

    private FailureDecision decide(FailedChange failed) {
        try {
            return Objects.requireNonNull(feed.settings().onFailure().apply(failed), "onFailure has returned null");
        } catch (Throwable e) {
            LOG.log(Level.ERROR, () -> "It cannot be decided what to do; the change is tried again: " + failed, e);
            return FailureDecision.RETRY;
        }
    }

    private void done() {
        attempts = 0;
        failure = null;
        log.succeeded();
    }

    /** Returns the pause before the change is handled again. */
    Duration pause() {
        return BACKOFF.computeDelay(Math.min(attempts, 30) + 1);
    }

    /** Returns why the next change could not be handled; null if it could. */
    @Nullable
    Throwable failure() {
        return failure;
    }
}
