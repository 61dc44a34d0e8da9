package io.dynastore.lease;

import io.dynastore.Partition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The leases that one {@link Leases} holds until it is closed. Thread-safe. */
final class HeldLeases {
    private final Partition<?> partition;
    private final List<LeaseListener> listeners;
    private final Set<HeldLease> held = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile boolean suspended;
    private volatile int generation;

    HeldLeases(Partition<?> partition, List<LeaseListener> listeners) {
        this.partition = partition;
        this.listeners = listeners;
    }

    List<LeaseListener> listeners() {
        return listeners;
    }

    List<Lease> list() {
        return List.copyOf(held);
    }

    /** Returns whether this process holds a lease; if its deadline has just passed, the lease ends. */
    boolean holds(String name) {
        boolean holds = false;
        for (HeldLease lease : held) {
            holds |= lease.name().equals(name) && lease.isHeld();
        }
        return holds;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isSuspended() {
        return suspended;
    }

    /**
     * Returns the number of snapshots for which this was suspended. A lease that was asked for before one is not held after it:
     * each process that is restored finds the reply in its memory.
     */
    int generation() {
        return generation;
    }

    /** Returns whether a lease was asked for since the last snapshot. */
    boolean isOfNow(HeldLease lease) {
        return lease.generation() == generation && !suspended;
    }

    void checkNotClosed() {
        if (closed) {
            throw closedException();
        }
    }

    void checkOpen() {
        checkNotClosed();
        if (suspended) {
            throw suspendedException();
        }
    }

    private IllegalStateException suspendedException() {
        return new IllegalStateException("The leases of " + partition
                + " are suspended for a snapshot of the process. Call afterRestore() before they are used.");
    }

    private IllegalStateException closedException() {
        return new IllegalStateException("The leases of " + partition + " are closed. Create new ones.");
    }

    /**
     * Adds a lease that was just acquired, starts its renewal, and notifies the listeners.
     *
     * @param executor notifies them
     */
    Lease add(HeldLease lease, Duration waited, Executor executor) {
        if (!keep(lease)) {
            lease.close();
            throw closed ? closedException() : suspendedException();
        }
        lease.announce(waited, executor);
        return lease;
    }

    /** Adds a lease and starts its renewal; returns false if this is closed, or was suspended since the lease was asked for. */
    synchronized boolean keep(HeldLease lease) {
        if (closed || !isOfNow(lease)) {
            return false;
        }
        held.add(lease);
        lease.start();
        return true;
    }

    void remove(HeldLease lease) {
        held.remove(lease);
    }

    /** Ends all leases, and returns those that have to be released; empty if this is closed already. */
    Optional<List<HeldLease>> close() {
        synchronized (this) {
            if (closed) {
                return Optional.empty();
            }
            closed = true;
        }
        return Optional.of(endAll(LeaseEnd.Reason.CLOSED));
    }

    /** Ends all leases until this is reopened, and returns those that have to be released. */
    List<HeldLease> suspend() {
        synchronized (this) {
            if (closed || suspended) {
                return List.of();
            }
            suspended = true;
            generation++;
        }
        return endAll(LeaseEnd.Reason.RELEASED);
    }

    private List<HeldLease> endAll(LeaseEnd.Reason reason) {
        return held.stream().filter(lease -> lease.endWithAll(reason)).toList();
    }

    synchronized void reopen() {
        suspended = false;
    }
}
