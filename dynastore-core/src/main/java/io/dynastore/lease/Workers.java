package io.dynastore.lease;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads that run tasks, the most urgent one first. A thread is started if a task would have to wait otherwise: at once up to
 * a number, and beyond it, up to a limit, only if a task has waited for some time. Threads are daemons, and end after they have
 * been idle for some time. Thread-safe.
 */
final class Workers {
    private static final Logger LOG = System.getLogger(Lease.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** The time that a task waits for a thread before another one is started: this, or less if it is urgent. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    /** A task; one that is not urgent has no deadline. */
    private record Task(Runnable action, boolean urgent, long deadlineNanos, long order, long lateNanos) {}

    /** Times on the monotonic clock can only be subtracted. */
    private static final Comparator<Task> MOST_URGENT_FIRST = Comparator.comparing((Task task) -> !task.urgent())
            .thenComparing((one, other) -> Long.signum(one.deadlineNanos() - other.deadlineNanos()))
            .thenComparingLong(Task::order);

    private final String prefix;
    private final int soon;
    private final int max;
    private final PriorityQueue<Task> queue = new PriorityQueue<>(MOST_URGENT_FIRST);
    private final Set<Thread> threads = new HashSet<>();
    private int idle;
    private long count;
    private int started;
    private boolean closed;

    /**
     * Creates workers without any thread.
     *
     * @param prefix the beginning of the names of the threads
     * @param soon the number of threads that are started at once
     * @param max the maximum number of threads
     */
    Workers(String prefix, int soon, int max) {
        this.prefix = prefix;
        this.soon = Math.min(soon, max);
        this.max = max;
    }

    /** What has become of a task. */
    enum Offer {
        /** A thread runs it, or is about to. */
        TAKEN,
        /** It has to wait for a thread. */
        WAITS,
        /** It is refused, because this is closed. */
        REFUSED
    }

    Offer offer(Runnable action) {
        boolean urgent = action instanceof UrgentTask;
        long deadlineNanos = action instanceof UrgentTask task ? task.deadlineNanos() : 0;
        long lateNanos = System.nanoTime() + patience(action).toNanos();
        synchronized (this) {
            if (closed) {
                return Offer.REFUSED;
            }
            queue.add(new Task(action, urgent, deadlineNanos, count++, lateNanos));
            if (queue.size() <= idle) {
                notifyAll();
                return Offer.TAKEN;
            }
            if (threads.size() < soon) {
                startThread();
                return Offer.TAKEN;
            }
            return Offer.WAITS;
        }
    }

    /** Returns how long a task may wait: a part of the time that is left, so that the requests of short leases wait less. */
    static Duration patience(Runnable action) {
        if (!(action instanceof UrgentTask task)) {
            return PATIENCE;
        }
        Duration part = Duration.ofNanos(Math.max(0, task.deadlineNanos() - System.nanoTime()))
                .dividedBy(20);
        return part.compareTo(PATIENCE) < 0 ? part : PATIENCE;
    }

    /** Starts threads for the tasks that have waited for too long. */
    synchronized void growIfLate() {
        long now = System.nanoTime();
        long late = queue.stream().filter(task -> now - task.lateNanos() >= 0).count();
        for (long missing = late - idle; missing > 0 && threads.size() < max; missing--) {
            startThread();
        }
    }

    private void startThread() {
        Thread thread = new Thread(this::work, prefix + ++started);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void work() {
        for (Runnable action = next(); action != null; action = next()) {
            try {
                action.run();
            } catch (Throwable e) {
                LOG.log(Level.ERROR, "A task of the leases failed", e);
            }
        }
    }

    /** Returns the next task; null if this thread is to end. */
    @SuppressWarnings("ReturnValueIgnored")
    private synchronized @Nullable Runnable next() {
        // An interruption was meant for the task before.
        boolean ignored = Thread.interrupted();
        long end = System.nanoTime() + IDLE.toNanos();
        while (queue.isEmpty()) {
            long left = end - System.nanoTime();
            if (closed || left <= 0) {
                threads.remove(Thread.currentThread());
                notifyAll();
                return null;
            }
            idle++;
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                // The thread ends when this is closed.
            } finally {
                idle--;
            }
        }
        Runnable next = queue.remove().action();
        if (closed && queue.isEmpty()) {
            notifyAll();
        }
        return next;
    }

    /** Refuses further tasks; those that were offered are still run. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits until all tasks have ended after this was closed; returns whether they have. */
    synchronized boolean await(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!threads.isEmpty()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** Waits until no task waits for a thread. */
    synchronized void awaitStarts(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); !queue.isEmpty() && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Discards the tasks that wait, and interrupts the others. */
    synchronized void interrupt() {
        queue.clear();
        threads.forEach(Thread::interrupt);
    }
}
