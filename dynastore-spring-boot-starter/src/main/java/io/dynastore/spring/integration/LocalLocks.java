package io.dynastore.spring.integration;

import io.dynastore.lease.Lease;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The locks that threads of this process hold or wait for, by name; no others. Kept apart from the {@link LeaseLock}s that
 * were handed out, so that all of one name have the same, however many there are. Thread-safe.
 */
final class LocalLocks {
    private final ConcurrentHashMap<String, LocalLock> locks = new ConcurrentHashMap<>();

    /** One name in this process. */
    static final class LocalLock extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        /** Threads, each as often as it holds the lock, and once while it waits. Guarded by the map. */
        private int users;

        /** Guarded by this lock. */
        transient @Nullable Lease lease;

        /** Whether somebody else may have had the lease since this lock was acquired. Guarded by this lock. */
        boolean heldByOthers;
    }

    /** Begins to use a lock, before it is acquired. */
    LocalLock enter(String name) {
        return locks.compute(name, (key, present) -> {
            LocalLock lock = present == null ? new LocalLock() : present;
            lock.users++;
            return lock;
        });
    }

    /** Ends what {@link #enter} began, after the lock was released or could not be acquired. */
    void leave(String name) {
        locks.computeIfPresent(name, (key, lock) -> --lock.users == 0 ? null : lock);
    }

    /** The lock if the current thread holds it; else null. */
    @Nullable
    LocalLock ofThisThread(String name) {
        LocalLock lock = locks.get(name);
        return lock != null && lock.isHeldByCurrentThread() ? lock : null;
    }

    boolean isUsed(String name) {
        return locks.containsKey(name);
    }
}
