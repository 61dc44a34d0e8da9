package io.dynastore.spring.integration;

import io.dynastore.lease.Leases;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.integration.support.locks.DistributedLock;
import org.springframework.integration.support.locks.ExpirableLockRegistry;
import org.springframework.integration.support.locks.RenewableLockRegistry;
import org.springframework.util.Assert;

/**
 * A registry of distributed locks, each of which is a lease. A lock is reentrant and bound to its thread, as
 * {@link java.util.concurrent.locks.Lock} requires. Threads of one process wait for each other without sending requests. To acquire a
 * free lock takes one write, and so does its release; waiting for a lock takes reads, with pauses.
 *
 * <p>A lock is renewed for as long as it is held, as the {@link Leases} are configured. A lock that was acquired with a time to
 * live of its own is not renewed: it ends after that time unless {@link #renewLock(Object, Duration)} is called.
 *
 * <p>Keys are strings. A key that is too long for the name of a lease is replaced by its SHA-256 hash.
 *
 * <p>Thread-safe.
 */
public final class LeaseLockRegistry
        implements ExpirableLockRegistry<DistributedLock>, RenewableLockRegistry<DistributedLock> {
    /** The default of the registries of Spring Integration. */
    private static final int DEFAULT_CAPACITY = 256;

    private final LocalLocks locals = new LocalLocks();
    private final Leases leases;
    private final LeaseNames names;
    private volatile int capacity = DEFAULT_CAPACITY;

    /** A cache, so that repeated calls with one key return the same lock. The state of held locks is kept elsewhere. */
    private final Map<String, LeaseLock> cache = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LeaseLock> eldest) {
            return size() > capacity;
        }
    };

    /**
     * Creates a registry whose keys are the names of the leases.
     *
     * @param leases the leases to use
     */
    public LeaseLockRegistry(Leases leases) {
        this(leases, "");
    }

    /**
     * Creates a registry whose keys, after a prefix, are the names of the leases. The prefix distinguishes them from other leases.
     *
     * @param leases the leases to use
     * @param prefix the prefix of the names, which may be empty
     */
    public LeaseLockRegistry(Leases leases, String prefix) {
        this.leases = Objects.requireNonNull(leases, "leases");
        this.names = new LeaseNames(prefix);
    }

    /**
     * Sets how many locks are cached. More can be held; a lock that is no longer cached is created again.
     *
     * @param capacity the number of locks; 256 by default
     */
    public void setCacheCapacity(int capacity) {
        Assert.isTrue(capacity > 0, "'capacity' must be positive");
        synchronized (cache) {
            this.capacity = capacity;
            Iterator<LeaseLock> eldest = cache.values().iterator();
            while (cache.size() > capacity) {
                eldest.next();
                eldest.remove();
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the key is not a string
     */
    @Override
    public DistributedLock obtain(Object lockKey) {
        String name = name(lockKey);
        synchronized (cache) {
            return cache.computeIfAbsent(name, absent -> new LeaseLock(leases, locals, name));
        }
    }

    @Override
    public void expireUnusedOlderThan(long age) {
        synchronized (cache) {
            cache.values().removeIf(lock -> lock.isUnusedFor(age));
        }
    }

    /**
     * Renews a lock for its duration, as of its acquisition or last renewal, with one request.
     *
     * @param lockKey the key
     * @throws IllegalMonitorStateException if the current thread does not hold the lock
     * @throws IllegalStateException if the lock was lost
     * @throws org.springframework.dao.DataAccessResourceFailureException if DynamoDB could not be reached or rejected the
     *     request; the lock is still held until its deadline
     */
    @Override
    public void renewLock(Object lockKey) {
        lock(lockKey).renew(null);
    }

    /**
     * Renews a lock with one request, and sets its duration after this and each later renewal.
     *
     * @param lockKey the key
     * @param ttl the duration, at least 100 ms
     * @throws IllegalMonitorStateException if the current thread does not hold the lock
     * @throws IllegalStateException if the lock was lost
     * @throws IllegalArgumentException if the duration is too short or too long
     * @throws org.springframework.dao.DataAccessResourceFailureException if DynamoDB could not be reached or rejected the
     *     request; the lock is still held until its deadline
     */
    @Override
    public void renewLock(Object lockKey, Duration ttl) {
        lock(lockKey).renew(Objects.requireNonNull(ttl, "ttl"));
    }

    private LeaseLock lock(Object lockKey) {
        return new LeaseLock(leases, locals, name(lockKey));
    }

    private String name(Object lockKey) {
        Assert.isInstanceOf(String.class, lockKey, "The key of a lock must be a string:");
        return names.of((String) lockKey);
    }

    /** Returns the names of the cached locks. */
    Set<String> cached() {
        synchronized (cache) {
            return Set.copyOf(cache.keySet());
        }
    }
}
