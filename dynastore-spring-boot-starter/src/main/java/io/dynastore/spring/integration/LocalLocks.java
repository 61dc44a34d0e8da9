package io.dynastore.spring.integration;

import io.dynastore.lease.Lease;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The locks that threads of this process hold or wait for, by name. They are kept apart from the {@link LeaseLock}s, so that all
 * of those with the same name share one. Thread-safe.
 */
final class LocalLocks {
    private final ConcurrentHashMap<String, LocalLock> locks = new ConcurrentHashMap<>();

    /** The local lock of one name. */
    static final class LocalLock extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        /** The number of holds of all threads, plus one for each thread that waits. Guarded by the map. */
        private int users;

        /** Guarded by this lock. */
        transient @Nullable Lease lease;

        /** Whether another process may have held the lease since this lock was acquired. Guarded by this lock. */
        boolean heldByOthers;
    }

    /** Registers the use of a lock, before it is acquired. */
    LocalLock enter(String name) {
        return locks.compute(name, (key, present) -> {
            LocalLock lock = present == null ? new LocalLock() : present;
            lock.users++;
            return lock;
        });
    }

    /** Ends the use that {@link #enter} began, after the lock was released or could not be acquired. */
    void leave(String name) {
        locks.computeIfPresent(name, (key, lock) -> --lock.users == 0 ? null : lock);
    }

    /** Returns the lock if the current thread holds it, or null. */
    @Nullable
    LocalLock ofThisThread(String name) {
        LocalLock lock = locks.get(name);
        return lock != null && lock.isHeldByCurrentThread() ? lock : null;
    }

    boolean isUsed(String name) {
        return locks.containsKey(name);
    }
}
