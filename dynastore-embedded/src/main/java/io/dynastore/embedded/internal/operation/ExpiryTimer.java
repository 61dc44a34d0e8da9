package io.dynastore.embedded.internal.operation;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer that deletes expired items every second. DynamoDB may take a few days. */
final class ExpiryTimer implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;
    private final ScheduledFuture<?> task;

    ExpiryTimer(Runnable expire) {
        timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "embedded-dynamodb-expiry");
            thread.setDaemon(true);
            return thread;
        });
        task = timer.scheduleWithFixedDelay(expire, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        task.cancel(false);
        timer.shutdown();
    }
}
