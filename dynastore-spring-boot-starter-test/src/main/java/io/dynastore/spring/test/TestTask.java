package io.dynastore.spring.test;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An action that runs on another thread, as it would in real time. Thread-safe. */
final class TestTask implements Runnable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** The number of threads is not limited: one that waits must not prevent others from running. They end when idle. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "dynastore-test-time-" + COUNT.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    private final Timeline timeline;
    private final TestTiming timing;
    private final Runnable action;
    private volatile @Nullable Thread thread;

    TestTask(Timeline timeline, TestTiming timing, Runnable action) {
        this.timeline = timeline;
        this.timing = timing;
        this.action = action;
    }

    TestTiming timing() {
        return timing;
    }

    void start() {
        THREADS.execute(this);
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            action.run();
        } finally {
            thread = null;
            timeline.ended(this);
        }
    }

    boolean isCurrent() {
        return thread == Thread.currentThread();
    }

    void interrupt() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Returns an exception with the stack of its thread, to be shown. */
    Throwable whereItIs() {
        Throwable where = new Throwable("It is here:");
        Thread running = thread;
        where.setStackTrace(running == null ? new StackTraceElement[0] : running.getStackTrace());
        return where;
    }
}
