package io.dynastore.spring.integration;

import io.dynastore.DynaStoreException;
import io.dynastore.lease.Lease;
import io.dynastore.lease.LeaseLostException;
import io.dynastore.lease.LeaseOptions;
import io.dynastore.lease.Leases;
import io.dynastore.spring.integration.LocalLocks.LocalLock;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.integration.support.locks.DistributedLock;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A lock of the registry: a local lock together with a lease. Its only state of its own is the time of its last use, so several
 * instances with the same name are equivalent. Thread-safe.
 */
final class LeaseLock implements DistributedLock {
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final Leases leases;
    private final LocalLocks locals;
    private final String name;
    private volatile long usedNanos = System.nanoTime();

    LeaseLock(Leases leases, LocalLocks locals, String name) {
        this.leases = leases;
        this.locals = locals;
        this.name = name;
    }

    @Override
    public void lock() {
        lockUninterruptibly(with -> {});
    }

    @Override
    public void lock(Duration ttl) {
        lockUninterruptibly(forTime(ttl));
    }

    private void lockUninterruptibly(Consumer<LeaseOptions> options) {
        boolean interrupted = Thread.interrupted();
        try {
            boolean locked = false;
            while (!locked) {
                try {
                    locked = use(local -> {
                        local.lock();
                        return acquire(local, FOR_EVER, options);
                    });
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        boolean locked = false;
        while (!locked) {
            locked = use(local -> {
                local.lockInterruptibly();
                return acquire(local, FOR_EVER, with -> {});
            });
        }
    }

    @Override
    public boolean tryLock() {
        // It does not wait, so it cannot be interrupted.
        boolean interrupted = Thread.interrupted();
        try {
            return use(local -> local.tryLock() && acquire(local, Duration.ZERO, with -> {}));
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return tryLock(Duration.ofNanos(unit.toNanos(time)), with -> {});
    }

    @Override
    public boolean tryLock(Duration waitTime, Duration ttl) throws InterruptedException {
        return tryLock(waitTime, forTime(ttl));
    }

    private boolean tryLock(Duration wait, Consumer<LeaseOptions> options) throws InterruptedException {
        long start = System.nanoTime();
        Duration longest = wait.isNegative() ? Duration.ZERO : wait;
        return use(local -> local.tryLock(TimeUnit.NANOSECONDS.convert(longest), TimeUnit.NANOSECONDS)
                && acquire(local, longest.minusNanos(System.nanoTime() - start), options));
    }

    /** A lock with a time to live of its own is not renewed beyond it. */
    private static Consumer<LeaseOptions> forTime(Duration ttl) {
        Objects.requireNonNull(ttl, "ttl");
        return with -> with.duration(ttl).withoutRenewal();
    }

    private interface Locking {
        boolean lock(LocalLock local) throws InterruptedException;
    }

    /** Locks, and counts as a user of the local lock for as long as this waits for it or holds it. */
    private boolean use(Locking locking) throws InterruptedException {
        LocalLock local = locals.enter(name);
        boolean locked = false;
        try {
            locked = locking.lock(local);
        } finally {
            usedNanos = System.nanoTime();
            if (!locked) {
                locals.leave(name);
            }
        }
        return locked;
    }

    /** Acquires the lease unless it is held already. The caller holds the local lock, which is released on failure. */
    private boolean acquire(LocalLock local, Duration wait, Consumer<LeaseOptions> options)
            throws InterruptedException {
        boolean acquired = false;
        try {
            Lease before = local.lease;
            if (before != null && before.isHeld()) {
                acquired = true;
            } else {
                if (before != null) {
                    // The end of the old lease may not have been noticed yet; then it would prevent the new
                    // acquisition.
                    before.close();
                }
                Optional<Lease> lease = leases.tryAcquire(name, wait, options);
                acquired = lease.isPresent();
                lease.ifPresent(now -> replaceLease(local, before, now));
            }
        } catch (SdkException | DynaStoreException | IllegalStateException e) {
            throw new CannotAcquireLockException("Failed to acquire " + this, e);
        } finally {
            if (!acquired) {
                local.unlock();
            }
        }
        return acquired;
    }

    /** Records the lease. If the one before was lost, this one's token is higher by one unless another process held it between. */
    private static void replaceLease(LocalLock local, @Nullable Lease before, Lease now) {
        local.lease = now;
        local.heldByOthers = before != null && (local.heldByOthers || now.token() != before.token() + 1);
    }

    @Override
    public void unlock() {
        LocalLock local = ofThisThread();
        try {
            if (local.getHoldCount() == 1) {
                release(local);
            }
        } finally {
            local.unlock();
            usedNanos = System.nanoTime();
            locals.leave(name);
        }
    }

    private void release(LocalLock local) {
        Lease lease = Objects.requireNonNull(local.lease, "lease");
        local.lease = null;
        // The lock is also released after interrupted work.
        boolean interrupted = Thread.interrupted();
        try {
            boolean held = lease.isHeld();
            boolean released = lease.release();
            if (!held || !released || local.heldByOthers) {
                throw new ConcurrentModificationException(
                        "The lock was lost before it was released, so other processes may have"
                                + " changed what it protects: " + this
                                + (held
                                        ? ""
                                        : lease.end()
                                                .map(end -> " (" + end + ")")
                                                .orElse("")));
            }
        } catch (SdkException | DynaStoreException | IllegalStateException e) {
            throw new DataAccessResourceFailureException(
                    "Failed to release " + this + "; other processes have to wait for its deadline", e);
        } finally {
            local.heldByOthers = false;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Renews the lock for the given time, or for its duration if that is null. */
    void renew(@Nullable Duration ttl) {
        Lease lease = Objects.requireNonNull(ofThisThread().lease, "lease");
        usedNanos = System.nanoTime();
        try {
            if (ttl == null) {
                lease.renew();
            } else {
                lease.renew(ttl);
            }
        } catch (LeaseLostException e) {
            throw new IllegalStateException("Could not renew " + this + ": it was lost", e);
        } catch (SdkException | DynaStoreException e) {
            throw new DataAccessResourceFailureException("Failed to renew " + this, e);
        }
    }

    private LocalLock ofThisThread() {
        LocalLock local = locals.ofThisThread(name);
        if (local == null) {
            throw new IllegalMonitorStateException("The current thread does not own " + this);
        }
        return local;
    }

    boolean isUnusedFor(long millis) {
        return System.nanoTime() - usedNanos > TimeUnit.MILLISECONDS.toNanos(millis) && !locals.isUsed(name);
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException("Conditions are not supported");
    }

    @Override
    public String toString() {
        return "LeaseLock[" + leases.partition() + ", " + name + "]";
    }
}
