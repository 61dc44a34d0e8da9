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
 * Locks across processes, each a lease. A lock is reentrant and bound to its thread, as {@link java.util.concurrent.locks.Lock}
 * demands; the threads of one process wait for each other without asking DynamoDB. A lock that is free costs one write, and
 * so does its release; waiting reads, after pauses.
 *
 * <p>A lock is renewed for as long as it is held, as the {@link Leases} are configured. One that was acquired with a time to
 * live of its own is not: it ends after that time unless {@link #renewLock(Object, Duration)} is called.
 *
 * <p>Keys are strings. A key that is too long for the name of a lease is replaced by its hash.
 *
 * <p>Thread-safe.
 */
public final class LeaseLockRegistry
        implements ExpirableLockRegistry<DistributedLock>, RenewableLockRegistry<DistributedLock> {
    /** As in the registries of Spring Integration. */
    private static final int DEFAULT_CAPACITY = 256;

    private final LocalLocks locals = new LocalLocks();
    private final Leases leases;
    private final LeaseNames names;
    private volatile int capacity = DEFAULT_CAPACITY;

    /** Only so that a key has the same lock again, if it is asked for soon: what is locked is kept elsewhere. */
    private final Map<String, LeaseLock> cache = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LeaseLock> eldest) {
            return size() > capacity;
        }
    };

    /**
     * Creates a registry whose locks have leases of their keys as names.
     *
     * @param leases the leases to use
     */
    public LeaseLockRegistry(Leases leases) {
        this(leases, "");
    }

    /**
     * Creates a registry whose locks have leases of their keys after a prefix, which keeps them apart from other leases.
     *
     * @param leases the leases to use
     * @param prefix the beginning of the leases' names; may be empty
     */
    public LeaseLockRegistry(Leases leases, String prefix) {
        this.leases = Objects.requireNonNull(leases, "leases");
        this.names = new LeaseNames(prefix);
    }

    /**
     * Sets how many locks are remembered. More can be held; a lock that is forgotten is only made anew.
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
     * @throws IllegalArgumentException if the key is no string
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
     * Renews a lock for as long as it was acquired or last renewed for, with one request.
     *
     * @param lockKey the key
     * @throws IllegalMonitorStateException if the current thread does not hold the lock
     * @throws IllegalStateException if the lock was lost
     * @throws org.springframework.dao.DataAccessResourceFailureException if DynamoDB could not be reached or refused; the lock
     *     is held until its deadline all the same
     */
    @Override
    public void renewLock(Object lockKey) {
        lock(lockKey).renew(null);
    }

    /**
     * Renews a lock, with one request, and lets it last so long after this and each later renewal.
     *
     * @param lockKey the key
     * @param ttl the time, at least 100 ms
     * @throws IllegalMonitorStateException if the current thread does not hold the lock
     * @throws IllegalStateException if the lock was lost
     * @throws IllegalArgumentException if the time is too short or too long
     * @throws org.springframework.dao.DataAccessResourceFailureException if DynamoDB could not be reached or refused; the lock
     *     is held until its deadline all the same
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

    /** The names of the locks that are remembered. */
    Set<String> cached() {
        synchronized (cache) {
            return Set.copyOf(cache.keySet());
        }
    }
}
