package io.dynastore.embedded.internal.storage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps changes whole: a commit saves whatever all maps hold, so it runs while no change is half applied. Many changes are
 * applied at once, and one commit serves all that were applied before it. Thread-safe.
 */
final class CommitGate {
    private final Runnable commit;
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private final Object committing = new Object();
    private final AtomicLong applied = new AtomicLong();
    private volatile long committed;

    CommitGate(Runnable commit) {
        this.commit = commit;
    }

    /** Applies a change; no commit sees a part of it. */
    <T> T apply(Supplier<T> change) {
        gate.readLock().lock();
        try {
            // Counted before it is visible, so that a reader who has seen it waits for its commit.
            applied.incrementAndGet();
            return change.get();
        } finally {
            gate.readLock().unlock();
        }
    }

    /** Reads; no commit reuses the pages that are being read. */
    <T> T read(Supplier<T> reading) {
        gate.readLock().lock();
        try {
            return reading.get();
        } finally {
            gate.readLock().unlock();
        }
    }

    /** Waits until everything that was applied before this call, and may have been seen, is committed. */
    void awaitCommitted() {
        long wanted = applied.get();
        if (committed >= wanted) {
            return;
        }
        synchronized (committing) {
            if (committed < wanted) {
                commitAll();
            }
        }
    }

    private void commitAll() {
        gate.writeLock().lock();
        try {
            long reached = applied.get();
            commit.run();
            committed = reached;
        } finally {
            gate.writeLock().unlock();
        }
    }
}
