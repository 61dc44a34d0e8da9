package io.dynastore;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Processes chunks on several threads, of which the caller's is one, so that it makes progress even if the executor never runs a
 * task. A chunk is taken only when a thread is free for it, and none after a failure. Thread-safe; used for one operation.
 *
 * @param <T> a chunk
 */
final class ConcurrentChunks<T> {
    private final Concurrency concurrency;
    private final Source<T> chunks;
    private final Work<T> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final RequestWindow window;

    /** The threads that process chunks, beside the caller's. */
    private final Set<Thread> helpers = new HashSet<>();

    /** The number of tasks that the executor has been given and has not ended, or not even begun. */
    private final AtomicInteger tasks = new AtomicInteger();

    private boolean closed;
    private boolean interrupted;
    /** Written under the lock. */
    private volatile @Nullable Throwable failure;

    ConcurrentChunks(Concurrency concurrency, Source<T> chunks, Work<T> work) {
        this.concurrency = concurrency;
        this.chunks = chunks;
        this.work = work;
        this.window = new RequestWindow(concurrency.maxRequests());
    }

    /** Where the chunks come from. It is asked by one thread at a time. */
    interface Source<T> {
        /** Returns the next chunk; null if there is none. */
        @Nullable
        T next();

        /** Returns whether there may be a further chunk, without finding out by a request. */
        boolean mayHaveMore();
    }

    /** Processes a chunk. */
    interface Work<T> {
        /**
         * Processes a chunk, or a part of it if it ends early.
         *
         * @param progress is notified of how DynamoDB served the requests
         */
        void process(T chunk, Progress progress);
    }

    /** What the processing of one chunk and that of the others tell each other. */
    interface Progress {
        /** Returns whether to go on: no other chunk has failed. */
        boolean goesOn();

        void served();

        void throttled();
    }

    /** Processes all chunks. Throws the first failure, after the requests that were being sent have ended. */
    void process() {
        try {
            processAvailable(false);
        } finally {
            awaitHelpers();
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    private void processAvailable(boolean helper) {
        for (T chunk = next(helper); chunk != null; chunk = next(helper)) {
            try {
                work.process(chunk, new Report());
            } catch (RuntimeException | Error e) {
                fail(e);
                return;
            }
        }
    }

    /** Takes the next chunk, and asks for another thread if there may be more of them. */
    private @Nullable T next(boolean helper) {
        T chunk;
        boolean asks;
        lock.lock();
        try {
            boolean surplus = helper && helpers.size() >= window.size();
            chunk = closed || failure != null || surplus ? null : chunks.next();
            asks = chunk != null && tasks.get() + 1 < window.size() && chunks.mayHaveMore();
            if (asks) {
                tasks.incrementAndGet();
            }
        } catch (RuntimeException | Error e) {
            fail(e);
            return null;
        } finally {
            lock.unlock();
        }
        if (asks) {
            ask();
        }
        return chunk;
    }

    /** Asks for a thread, without the lock: an executor may run the task here and now. */
    private void ask() {
        boolean accepted = false;
        try {
            accepted = concurrency.execute(this::help);
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            if (!accepted) {
                tasks.decrementAndGet();
            }
        }
    }

    private void help() {
        Thread current = Thread.currentThread();
        lock.lock();
        try {
            helpers.add(current);
        } finally {
            lock.unlock();
        }
        try {
            processAvailable(true);
        } finally {
            lock.lock();
            try {
                helpers.remove(current);
                tasks.decrementAndGet();
                if (interrupted) {
                    // By this class: what the executor runs next on the thread must not see it.
                    Thread.interrupted();
                }
                ended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void fail(Throwable e) {
        lock.lock();
        try {
            if (failure == null) {
                failure = e;
            } else if (failure != e) {
                failure.addSuppressed(e);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the threads that have begun; an interrupt is passed on to them. Those that begin later find nothing to do. */
    private void awaitHelpers() {
        boolean restore = false;
        lock.lock();
        try {
            closed = true;
            while (!helpers.isEmpty()) {
                try {
                    ended.await();
                } catch (InterruptedException e) {
                    restore = true;
                    interrupted = true;
                    helpers.forEach(Thread::interrupt);
                    fail(AbortedException.create("Interrupted while waiting for requests on other threads", e));
                }
            }
        } finally {
            lock.unlock();
            if (restore) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Report implements Progress {
        private int decreases = window.decreases();

        @Override
        public boolean goesOn() {
            return failure == null;
        }

        @Override
        public void served() {
            window.served();
        }

        @Override
        public void throttled() {
            window.throttled(decreases);
            decreases = window.decreases();
        }
    }
}
