package io.dynastore.lease;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Real time. One thread watches the clock and passes the tasks that are due to others: to those that send requests, as many as
 * DynamoDB's replies make necessary, or to those that call listeners. A request that hangs delays no other, nor does a listener
 * that blocks. All threads are daemons, and end after they have been idle for some time.
 */
final class SystemTiming implements Timing {
    /** Enough for a thousand leases of ten seconds if every fiftieth request hangs until its time-out. */
    private static final int FEW = 16;

    /** The number of listeners that may block before others have to wait. */
    private static final int MAX_CALLBACKS = 1_000;

    /** The time for which closing waits until all listeners have been called. */
    private static final Duration STARTING = Duration.ofSeconds(2);

    /** The time for which closing then waits for listeners that are about to return. */
    private static final Duration RETURNING = Duration.ofMillis(300);

    private final Clock clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ScheduledThreadPoolExecutor timer;
    private final Workers requests;
    private final Workers callbacks;

    SystemTiming(Clock clock, String threads, int maxRequests) {
        this.clock = clock;
        this.requests = new Workers(threads + "-", FEW, maxRequests);
        this.callbacks = new Workers(threads + "-listener-", MAX_CALLBACKS, MAX_CALLBACKS);
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, threads + "-timer-1");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timer.setKeepAliveTime(10, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
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

    /** Does not wait for the end of this: closing the leases also wakes those who wait for one. */
    @Override
    public void sleep(Duration duration, Semaphore wakeUp) throws InterruptedException {
        if (wakeUp.tryAcquire(duration.toNanos(), TimeUnit.NANOSECONDS)) {
            wakeUp.drainPermits();
        }
    }

    @Override
    public void execute(Runnable task) {
        if (!send(task)) {
            task.run();
        }
    }

    private boolean send(Runnable task) {
        return switch (requests.offer(task)) {
            case TAKEN -> true;
            case REFUSED -> false;
            case WAITS -> {
                scheduleOnTimer(Workers.patience(task).plusMillis(1), requests::growIfLate);
                yield true;
            }
        };
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        return scheduleOnTimer(delay, () -> send(task));
    }

    @Override
    public void executeCallback(Runnable callback) {
        if (callbacks.offer(callback) == Workers.Offer.REFUSED) {
            callback.run();
        }
    }

    @Override
    public Scheduled scheduleCallback(Duration delay, Runnable callback) {
        return scheduleOnTimer(delay, () -> callbacks.offer(callback));
    }

    private Scheduled scheduleOnTimer(Duration delay, Runnable step) {
        try {
            ScheduledFuture<?> future = timer.schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    @Override
    public void close(Duration atMost) {
        closed.countDown();
        requests.close();
        callbacks.close();
        try {
            if (!requests.await(atMost)) {
                requests.interrupt();
            }
            callbacks.awaitStarts(STARTING);
            callbacks.await(RETURNING);
        } catch (InterruptedException e) {
            requests.interrupt();
            Thread.currentThread().interrupt();
        }
        timer.shutdown();
    }
}
