package io.dynastore.lease;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Calls that are made one after the other, in their order. Thread-safe. */
final class SerialCalls {
    private final Queue<Runnable> waiting = new ArrayDeque<>(2);
    private boolean running;

    /** Makes a call, after those that were made before; the executor is used unless one of them is still running. */
    void call(Runnable call, Executor executor) {
        synchronized (this) {
            waiting.add(call);
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::run);
    }

    private void run() {
        for (Runnable call = next(); call != null; call = next()) {
            call.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        running = next != null;
        return next;
    }
}
