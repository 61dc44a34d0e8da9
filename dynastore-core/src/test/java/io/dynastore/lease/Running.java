package io.dynastore.lease;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call on a thread of its own, which can be interrupted, and for which no test waits forever. */
final class Running<T> {
    private static final long PATIENCE_SECONDS = 60;

    private final FutureTask<T> call;
    private final Thread thread;

    private Running(Callable<T> call) {
        this.call = new FutureTask<>(call);
        this.thread = new Thread(this.call, "test");
        thread.setDaemon(true);
    }

    static <T> Running<T> start(Callable<T> call) {
        Running<T> running = new Running<>(call);
        running.thread.start();
        return running;
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Returns the result of the call, or throws its exception. */
    T result() throws Exception {
        try {
            return call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("It is still running", e);
        }
    }
}
