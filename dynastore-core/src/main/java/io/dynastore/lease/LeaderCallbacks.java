package io.dynastore.lease;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls a {@link LeaderListener}, one call after the other on a thread of its own, so that a listener that takes its time
 * delays no renewal. Thread-safe.
 */
final class LeaderCallbacks {
    private static final Logger LOG = System.getLogger(LeaderElection.class.getName());

    /** For how long closing waits for the listener. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final LeaderListener listener;
    private final Runnable resign;
    private final ThreadPoolExecutor executor;
    private @Nullable Thread electing;
    private @Nullable Thread calling;
    private int term;

    /** Of the executor's thread alone: whether the listener knows of an election whose end it does not know of. */
    private boolean told;

    LeaderCallbacks(String name, LeaderListener listener, Runnable resign) {
        this.listener = listener;
        this.resign = resign;
        this.executor = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "dynastore-leader-" + name);
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    synchronized void elected(Lease leadership) {
        int elected = ++term;
        executor.execute(() -> callElected(leadership, elected));
    }

    /** Ends the term: interrupts the listener if it is still taking it up. */
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
                LOG.log(Level.WARNING, () -> "The leader's listener is still at work: " + listener);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void callElected(Lease leadership, int elected) {
        synchronized (this) {
            if (elected != term) {
                // Over before the listener could be told.
                return;
            }
            calling = Thread.currentThread();
            electing = calling;
        }
        told = true;
        try {
            listener.onElected(leadership);
        } catch (InterruptedException e) {
            // Leadership has ended, or the listener wants it to.
            resign.run();
        } catch (Exception e) {
            LOG.log(Level.ERROR, () -> "The leader's listener failed, so it resigns: " + leadership, e);
            resign.run();
        } finally {
            ended();
        }
    }

    private void callRevoked(LeaseEnd end) {
        if (!told) {
            return;
        }
        told = false;
        synchronized (this) {
            calling = Thread.currentThread();
        }
        try {
            listener.onRevoked(end);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "The listener failed to take that leadership ended", e);
        } finally {
            ended();
        }
    }

    /** Leaves nothing to the next call, not even an interruption that came too late. */
    @SuppressWarnings("ReturnValueIgnored")
    private synchronized void ended() {
        calling = null;
        electing = null;
        boolean ignored = Thread.interrupted();
    }
}
