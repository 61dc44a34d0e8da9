package io.dynastore.spring.test;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Something that happens, on a thread of its own as it would in real time. Thread-safe. */
final class TestTask implements Runnable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** As many as are needed: one that waits must not keep others from running. They end when idle. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "dynastore-test-time-" + COUNT.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    private final TestTime time;
    private final TestTiming timing;
    private final Runnable action;
    private volatile @Nullable Thread thread;

    TestTask(TestTime time, TestTiming timing, Runnable action) {
        this.time = time;
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
            time.ended(this);
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

    /** The stack of its thread, to be shown. */
    Throwable whereItIs() {
        Throwable where = new Throwable("It is here:");
        Thread running = thread;
        where.setStackTrace(running == null ? new StackTraceElement[0] : running.getStackTrace());
        return where;
    }
}
