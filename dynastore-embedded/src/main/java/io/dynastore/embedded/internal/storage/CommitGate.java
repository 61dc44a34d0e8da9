package io.dynastore.embedded.internal.storage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The gate that keeps changes atomic: a commit takes the changes of all maps, so it begins only while no change is half applied.
 * It may end while others are applied. Many changes are applied at the same time, and one commit serves all that were applied
 * before it. Thread-safe.
 */
final class CommitGate {
    private final Supplier<Runnable> commit;
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
    private final Object committing = new Object();
    private final AtomicLong applied = new AtomicLong();
    private volatile long committed;

    /**
     * Creates a gate.
     *
     * @param commit begins a commit, and returns what ends it
     */
    CommitGate(Supplier<Runnable> commit) {
        this.commit = commit;
    }

    /** Applies a change, of which no commit sees only a part. */
    <T> T apply(Supplier<T> change) {
        gate.readLock().lock();
        try {
            // The change is counted before it is visible, so that a reader that has seen it waits for its commit.
            applied.incrementAndGet();
            return change.get();
        } finally {
            gate.readLock().unlock();
        }
    }

    /** Reads, while no commit begins that may reuse the pages that are being read. */
    <T> T read(Supplier<T> reading) {
        gate.readLock().lock();
        try {
            return reading.get();
        } finally {
            gate.readLock().unlock();
        }
    }

    /** Waits until all changes that were applied before this call, and may have been seen, are committed. */
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
        long reached;
        Runnable rest;
        gate.writeLock().lock();
        try {
            reached = applied.get();
            rest = commit.get();
        } finally {
            gate.writeLock().unlock();
        }
        rest.run();
        committed = reached;
    }

    /** Closes what is committed, while nothing is applied, read or committed. */
    void close(Runnable closing) {
        synchronized (committing) {
            gate.writeLock().lock();
            try {
                closing.run();
            } finally {
                gate.writeLock().unlock();
            }
        }
    }
}
