package io.dynastore.lease;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real time. One thread watches the clock and passes the tasks that are due to a few others, which send the requests. A
 * request that hangs delays no other. All threads are daemons, and end after they have been idle for some time.
 */
final class SystemTiming implements Timing {
    /** Enough for a thousand leases of ten seconds if every fiftieth request hangs until its time-out. */
    private static final int MAX_WORKERS = 16;

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ScheduledThreadPoolExecutor timer;
    private final ThreadPoolExecutor workers;

    SystemTiming(Clock clock) {
        this.clock = clock;
        timer = new ScheduledThreadPoolExecutor(1, threads("dynastore-lease-timer-"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        workers = new ThreadPoolExecutor(
                MAX_WORKERS,
                MAX_WORKERS,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                threads("dynastore-lease-"));
        workers.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory threads(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    @SuppressWarnings("ReturnValueIgnored") // The caller checks itself whether this is closed.
    public void sleep(Duration duration) throws InterruptedException {
        boolean ignored = closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void execute(Runnable task) {
        if (!offer(task)) {
            task.run();
        }
    }

    private boolean offer(Runnable task) {
        try {
            workers.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> future = timer.schedule(() -> offer(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    @Override
    public void close(Duration atMost) {
        closed.countDown();
        timer.shutdown();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
