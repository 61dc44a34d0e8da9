package io.dynastore.lease;

import io.dynastore.DynaStoreException;
import io.dynastore.OutcomeUnknownException;
import io.dynastore.lease.Timing.Scheduled;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
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
    private boolean failing;
    private boolean cancelled;
    private @Nullable Scheduled next;

    AcquisitionLoop(Acquisition acquisition, Timing timing) {
        this.acquisition = acquisition;
        this.timing = timing;
    }

    /** Makes attempts on the calling thread; returns empty when the time is over. */
    Optional<Lease> await(Duration wait) throws InterruptedException {
        long start = timing.nanoTime();
        while (true) {
            RuntimeException failure = null;
            try {
                Lease lease = acquisition.attempt();
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
            Duration left = wait.minusNanos(timing.nanoTime() - start);
            if (left.isNegative() || left.isZero()) {
                if (failure != null) {
                    throw failure;
                }
                return Optional.empty();
            }
            Duration pause = acquisition.pause();
            timing.sleep(pause.compareTo(left) < 0 ? pause : left);
        }
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
     * @param acquired takes the lease, on the thread that has acquired it; also if this is cancelled meanwhile
     */
    void start(Duration delay, Consumer<? super Lease> acquired) {
        schedule(delay, () -> run(acquired));
    }

    synchronized void cancel() {
        cancelled = true;
        if (next != null) {
            next.cancel();
        }
    }

    private synchronized void schedule(Duration delay, Runnable run) {
        if (!cancelled) {
            next = timing.schedule(delay, run);
        }
    }

    private void run(Consumer<? super Lease> acquired) {
        if (isCancelled()) {
            return;
        }
        Lease lease = attempt();
        if (lease == null) {
            schedule(acquisition.pause(), () -> run(acquired));
        } else {
            acquired.accept(lease);
        }
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private @Nullable Lease attempt() {
        try {
            Lease lease = acquisition.attempt();
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
