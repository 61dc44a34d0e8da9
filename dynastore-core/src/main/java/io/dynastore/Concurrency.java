package io.dynastore;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;

/**
 * On which threads one operation sends several requests at once, and how many. Immutable.
 *
 * @param maxRequests the maximum number of requests at once
 * @param executor runs those that the calling thread does not send itself
 * @param context returns a task that runs in the context of the calling thread, as the hooks see it
 */
record Concurrency(int maxRequests, Executor executor, UnaryOperator<Runnable> context) {
    /** Far below the size of an HTTP client's pool, which is 50 by default and serves other operations too. */
    static final int DEFAULT_MAX_REQUESTS = 8;

    private static final int LIMIT = 1_000;

    /** Threads that end with their task, so that a store has nothing to close. */
    static final Executor NEW_THREADS = task -> {
        Thread thread = new Thread(null, task, "dynastore-requests", 0, false);
        thread.setDaemon(true);
        thread.start();
    };

    static int checked(int maxRequests) {
        if (maxRequests < 1 || maxRequests > LIMIT) {
            throw new IllegalArgumentException("maxConcurrentRequests is " + maxRequests + ", but must be from 1 to "
                    + LIMIT + ". Use at most the connections of the HTTP client.");
        }
        return maxRequests;
    }

    /** Runs a task on another thread, in the context of this one; returns false if the executor refuses it. */
    boolean execute(Runnable task) {
        try {
            executor.execute(context.apply(task));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }
}
