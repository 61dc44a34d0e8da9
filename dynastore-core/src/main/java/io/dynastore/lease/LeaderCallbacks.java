package io.dynastore.lease;

import io.dynastore.internal.Texts;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls a {@link LeaderListener}, one call after the other and on a thread of its own, so that a slow listener delays no
 * renewal. Thread-safe.
 */
final class LeaderCallbacks {
    private static final Logger LOG = System.getLogger(LeaderElection.class.getName());

    /** The time for which closing waits for the listener. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final LeaderListener listener;
    private final Runnable resign;
    private final ThreadPoolExecutor executor;
    private @Nullable Thread electing;
    private @Nullable Thread calling;
    private int term;

    /** Whether the listener was notified of an election but not yet of its end. Used by the executor's thread only. */
    private boolean electedNotified;

    LeaderCallbacks(String name, LeaderListener listener, Runnable resign) {
        this.listener = listener;
        this.resign = resign;
        this.executor = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "dynastore-leader-" + Texts.escape(name));
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    synchronized void elected(Lease leadership) {
        int elected = ++term;
        executor.execute(() -> callElected(leadership, elected));
    }

    /** Ends the term, and interrupts the listener if it still handles the election. */
    synchronized void revoked(LeaseEnd end) {
        term++;
        if (electing != null) {
            electing.interrupt();
        }
        executor.execute(() -> callRevoked(end));
    }

    void close() {
        executor.shutdown();
        synchronized (this) {
            if (Thread.currentThread() == calling) {
                return;
            }
        }
        try {
            if (!executor.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, () -> "The leader's listener has not returned in time: " + listener);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void callElected(Lease leadership, int elected) {
        synchronized (this) {
            if (elected != term) {
                // The term was over before the listener could be notified.
                return;
            }
            calling = Thread.currentThread();
            electing = calling;
        }
        electedNotified = true;
        try {
            listener.onElected(leadership);
        } catch (InterruptedException e) {
            // Leadership has ended, or the listener ends it.
            resign.run();
        } catch (Exception e) {
            LOG.log(Level.ERROR, () -> "The leader's listener failed, so this instance resigns: " + leadership, e);
            resign.run();
        } finally {
            callEnded();
        }
    }

    private void callRevoked(LeaseEnd end) {
        if (!electedNotified) {
            return;
        }
        electedNotified = false;
        synchronized (this) {
            calling = Thread.currentThread();
        }
        try {
            listener.onRevoked(end);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "The leader's listener failed to handle the end of leadership", e);
        } finally {
            callEnded();
        }
    }

    /** Ends a call, and clears an interruption that came too late, so that it does not reach the next call. */
    @SuppressWarnings("ReturnValueIgnored")
    private synchronized void callEnded() {
        calling = null;
        electing = null;
        boolean ignored = Thread.interrupted();
    }
}
