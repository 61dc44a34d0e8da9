package io.dynastore.lease;

import io.dynastore.DynaStoreException;
import io.dynastore.OutcomeUnknownException;
import io.dynastore.internal.Durations;
import io.dynastore.lease.Timing.Scheduled;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Repeats the attempts of an acquisition, with the pauses between them, until the lease is acquired: either on the calling
 * thread for a limited time, or in the background until it is cancelled. Each instance is used in one of these ways, once.
 */
final class AcquisitionLoop {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    private final Acquisition acquisition;
    private final Timing timing;

    // Used in the background only, and guarded by this.
    private Consumer<? super Lease> acquired = Lease::close;
    private @Nullable Waiter waiter;
    private boolean running;
    private boolean again;
    private boolean failing;
    private boolean cancelled;
    private @Nullable Scheduled next;

    AcquisitionLoop(Acquisition acquisition, Timing timing) {
        this.acquisition = acquisition;
        this.timing = timing;
    }

    /** Makes attempts on the calling thread; returns empty when the time is over. */
    Optional<Lease> await(Duration wait) throws InterruptedException {
        Duration longest = Durations.toWait(wait);
        if (longest.isZero()) {
            return await(longest, acquisition::attempt, new Semaphore(0));
        }
        Semaphore wakeUp = new Semaphore(0);
        Waiter queued = acquisition.join(wakeUp::release);
        try {
            return await(longest, () -> acquisition.attempt(queued), wakeUp);
        } finally {
            acquisition.leave(queued);
        }
    }

    private Optional<Lease> await(Duration longest, Attempt attempt, Semaphore wakeUp) throws InterruptedException {
        long start = timing.nanoTime();
        while (true) {
            RuntimeException failure = null;
            try {
                Lease lease = attempt.make();
                if (lease != null) {
                    return Optional.of(lease);
                }
            } catch (SdkException | DynaStoreException e) {
                rethrowInterruption(e);
                if (!isTransient(e)) {
                    throw e;
                }
                failure = e;
            }
            Duration left = longest.minusNanos(timing.nanoTime() - start);
            if (left.isNegative() || left.isZero()) {
                if (failure != null) {
                    throw failure;
                }
                return Optional.empty();
            }
            Duration pause = acquisition.pause();
            timing.sleep(pause.compareTo(left) < 0 ? pause : left, wakeUp);
        }
    }

    private interface Attempt {
        @Nullable
        Lease make();
    }

    private static void rethrowInterruption(RuntimeException failure) throws InterruptedException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AbortedException || cause instanceof InterruptedException) {
                boolean flag = Thread.interrupted();
                InterruptedException interruption = new InterruptedException(
                        "Interrupted while acquiring a lease" + (flag ? "" : " (the request was aborted)"));
                interruption.initCause(failure);
                throw interruption;
            }
        }
    }

    /** Returns whether a later attempt may succeed: after a failure of the network or of DynamoDB, or throttling. */
    private static boolean isTransient(RuntimeException failure) {
        if (failure instanceof SdkServiceException service) {
            return service.statusCode() >= 500 || service.isThrottlingException();
        }
        return failure instanceof SdkClientException || failure instanceof OutcomeUnknownException;
    }

    /**
     * Makes attempts in the background, the first of them after a delay.
     *
     * @param taker takes the lease, on the thread that has acquired it; also if this is cancelled meanwhile
     */
    synchronized void start(Duration delay, Consumer<? super Lease> taker) {
        acquired = taker;
        acquisition.inBackground();
        schedule(delay);
    }

    void cancel() {
        Waiter queued;
        synchronized (this) {
            cancelled = true;
            if (next != null) {
                next.cancel();
            }
            queued = waiter;
        }
        if (queued != null) {
            acquisition.leave(queued);
        }
    }

    private synchronized void schedule(Duration delay) {
        if (next != null) {
            next.cancel();
        }
        if (!cancelled) {
            next = timing.schedule(delay, this::run);
        }
    }

    /** Makes an attempt at once, or after the one that is being made. */
    private synchronized void wake() {
        again = running;
        if (!running && !acquisition.isClosed()) {
            schedule(Duration.ZERO);
        }
    }

    private void run() {
        Waiter queued = begin();
        if (queued == null) {
            return;
        }
        Lease lease = attempt(queued);
        if (lease == null) {
            end();
        } else {
            acquisition.leave(queued);
            acquired.accept(lease);
        }
    }

    private synchronized @Nullable Waiter begin() {
        if (cancelled || running) {
            return null;
        }
        running = true;
        if (waiter == null) {
            waiter = acquisition.join(this::wake);
        }
        return waiter;
    }

    private void end() {
        boolean immediately;
        synchronized (this) {
            running = false;
            immediately = again;
            again = false;
        }
        schedule(immediately ? Duration.ZERO : acquisition.pause());
    }

    private @Nullable Lease attempt(Waiter queued) {
        try {
            Lease lease = acquisition.attempt(queued);
            failing(false);
            return lease;
        } catch (RuntimeException e) {
            // Whatever the failure is, it may be over by the next attempt. An outage is worth one line.
            if (!failing(true)) {
                LOG.log(
                        Level.WARNING,
                        () -> "Failed to acquire " + acquisition + "; this is retried: " + e.getMessage());
            }
            LOG.log(Level.DEBUG, () -> "Failed to acquire " + acquisition, e);
            return null;
        }
    }

    /** Records whether attempts fail at present, and returns whether they did before. */
    private synchronized boolean failing(boolean now) {
        boolean before = failing;
        failing = now;
        return before;
    }
}
