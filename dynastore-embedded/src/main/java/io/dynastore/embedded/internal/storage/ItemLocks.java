package io.dynastore.embedded.internal.storage;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Locks of items, shared by hash. Several are always taken in the same order, so that transactions do not wait for each other
 * in a circle. Thread-safe.
 */
public final class ItemLocks {
    private static final int STRIPES = 1024;

    private final ReentrantReadWriteLock[] locks = new ReentrantReadWriteLock[STRIPES];

    /** Creates locks that nobody holds. */
    public ItemLocks() {
        Arrays.setAll(locks, stripe -> new ReentrantReadWriteLock());
    }

    /** {@return the number of the lock that a key of a table has} */
    public static int stripe(String table, byte[] key) {
        int hash = 31 * table.hashCode() + Arrays.hashCode(key);
        return Math.floorMod(hash ^ (hash >>> 16), STRIPES);
    }

    /** Reads items that nobody writes meanwhile. */
    public <T> T read(Supplier<T> reading, int... stripes) {
        return locked(false, reading, stripes);
    }

    /** Reads and writes items that nobody else reads or writes meanwhile. */
    public <T> T write(Supplier<T> writing, int... stripes) {
        return locked(true, writing, stripes);
    }

    private <T> T locked(boolean write, Supplier<T> action, int... stripes) {
        Deque<Lock> held = new ArrayDeque<>(stripes.length);
        try {
            Arrays.stream(stripes).sorted().distinct().forEach(stripe -> {
                Lock lock = write ? locks[stripe].writeLock() : locks[stripe].readLock();
                lock.lock();
                held.push(lock);
            });
            return action.get();
        } finally {
            held.forEach(Lock::unlock);
        }
    }
}
