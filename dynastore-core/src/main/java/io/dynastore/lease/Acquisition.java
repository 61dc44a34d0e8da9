package io.dynastore.lease;

import io.dynastore.internal.Texts;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * The acquisition of one lease, attempt by attempt. The first attempt writes at once; each later one reads the lease, and
 * writes only if it looks free. Those in this process who wait for the same lease are queued, and only the first makes attempts.
 * Used by one thread at a time.
 */
final class Acquisition {
    /**
     * The longest first pause. Because pauses are up to half shorter at random, the first one takes three quarters of a second
     * to one and a half; together with the longer pauses after it, that is less than one read each second, whether the lease
     * is released after one second or thirty.
     */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1_500);

    private final LeaseContext context;
    private final String name;
    private final LeaseOptions options;
    private final BackoffStrategy backoff;
    private Executor announcer = Runnable::run;
    private boolean begun;
    private int attempts;
    private long startNanos;

    Acquisition(LeaseContext context, String name, LeaseOptions options) {
        this.context = context;
        this.name = name;
        this.options = options;
        Duration longest = context.client().settings().pollInterval();
        this.backoff = BackoffStrategy.exponentialDelayHalfJitter(
                FIRST_PAUSE.compareTo(longest) < 0 ? FIRST_PAUSE : longest, longest);
    }

    /** Lets listeners be notified on other threads than that of the attempt, which must not be blocked. */
    void inBackground() {
        announcer = context.timing()::executeCallback;
    }

    /**
     * Joins the queue of those in this process who wait for the lease.
     *
     * @param wakeUp is run when there is a reason for an attempt
     */
    Waiter join(Runnable wakeUp) {
        begin();
        Waiter waiter = new Waiter(name, options, wakeUp);
        context.waiting().join(waiter);
        return waiter;
    }

    /** Leaves the queue; a lease that was handed over meanwhile is handed on. */
    void leave(Waiter waiter) {
        HeldLease unused = context.waiting().leave(waiter);
        if (unused != null) {
            unused.close();
        }
    }

    /**
     * Makes an attempt for a waiter: takes the lease that was handed over to it, or tries to acquire the lease if it is the
     * first in its queue and no other in this process holds the lease.
     */
    @Nullable
    Lease attempt(Waiter waiter) {
        context.held().checkNotClosed();
        HeldLease given = context.waiting().take(waiter);
        if (given != null) {
            if (given.isHeld()) {
                given.announce(waited(), announcer);
                return given;
            }
            // It has ended before the waiter could use it.
            given.close();
            context.waiting().rejoin(waiter);
        }
        return !context.held().isSuspended()
                        && context.waiting().mayAsk(waiter)
                        && !context.held().holds(name)
                ? attempt()
                : null;
    }

    /** Tries to acquire the lease, with at most one read and one write; returns null if another process holds it. */
    @Nullable
    Lease attempt() {
        context.held().checkOpen();
        begin();
        if (attempts++ > 0 && !mayBeFree()) {
            return null;
        }
        // If it is held here and its deadline has passed, it ends now, and may be acquired at once.
        context.held().holds(name);
        HeldLease lease = write();
        if (lease != null && !(lease.isHeld() && context.held().isOfNow(lease))) {
            // The reply took longer than the lease lasts, or a snapshot was taken meanwhile.
            lease.close();
            return null;
        }
        return lease == null ? null : context.held().add(lease, waited(), announcer);
    }

    private void begin() {
        if (!begun) {
            begun = true;
            startNanos = context.timing().nanoTime();
        }
    }

    private Duration waited() {
        return Duration.ofNanos(context.timing().nanoTime() - startNanos);
    }

    /** Returns the pause before the next attempt. */
    Duration pause() {
        // The delay before a first attempt would be none.
        Duration pause = backoff.computeDelay(Math.max(1, attempts) + 1);
        Duration untilDead = context.observer().untilDead(name);
        // If the holder is dead already and the lease is not acquired yet, the attempt has failed and may fail again.
        return untilDead == null || untilDead.isZero() || untilDead.compareTo(pause) > 0 ? pause : untilDead;
    }

    boolean isClosed() {
        return context.held().isClosed();
    }

    @Override
    public String toString() {
        return "the lease " + Texts.quote(name) + " in " + context.client().partition();
    }

    private boolean mayBeFree() {
        return context.observer().deadNonce(name) != null
                || context.client()
                        .read(name)
                        .map(item -> context.looksFree(name, item))
                        .orElse(true);
    }

    private @Nullable HeldLease write() {
        NewTenure tenure = NewTenure.of(name, options, context);
        LeaseItem item;
        try {
            item = context.client()
                    .acquire(
                            tenure,
                            context.observer().deadNonce(name),
                            context.left().of(name));
        } catch (NotALeaseException | SdkException e) {
            // Nothing was written: if something may have been, the store throws that the outcome is unknown.
            throw e;
        } catch (RuntimeException | Error e) {
            context.left().addUnknown(tenure);
            throw e;
        }
        if (!item.isOwnedBy(tenure.owner())) {
            context.observer().observe(name, item.tenure());
            return null;
        }
        context.observer().forget(name);
        return HeldLease.begun(context, tenure, item, Streak.of(tenure.requested()));
    }
}
