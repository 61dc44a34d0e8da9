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

    void checkOpen() {
        if (closed) {
            throw closedException();
        }
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
            throw closedException();
        }
        lease.announce(waited, executor);
        return lease;
    }

    /** Adds a lease and starts its renewal; returns false if this is closed. */
    synchronized boolean keep(HeldLease lease) {
        if (closed) {
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
        return Optional.of(held.stream().filter(HeldLease::endByClose).toList());
    }
}
