package io.dynastore.embedded.internal.storage;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The locks of items, which items share by their hash. Several locks are always taken in the same order, so that transactions
 * cannot deadlock. Thread-safe.
 */
public final class ItemLocks {
    private static final int STRIPES = 1024;

    private final ReentrantReadWriteLock[] locks = new ReentrantReadWriteLock[STRIPES];

    /** Creates locks that are not held. */
    public ItemLocks() {
        Arrays.setAll(locks, stripe -> new ReentrantReadWriteLock());
    }

    /** {@return the number of the lock of a key in a table} */
    public static int stripe(String table, byte[] key) {
        int hash = 31 * table.hashCode() + Arrays.hashCode(key);
        return Math.floorMod(hash ^ (hash >>> 16), STRIPES);
    }

    /** Reads items while no other thread writes them. */
    public <T> T read(Supplier<T> reading, int... stripes) {
        return locked(false, reading, stripes);
    }

    /** Reads and writes items while no other thread reads or writes them. */
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
