package io.dynastore.lease;

import io.dynastore.Partition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The leases that one {@link Leases} holds until it is closed. Thread-safe. */
final class HeldLeases {
    private final Partition<?> partition;
    private final LeaseListener listener;
    private final Set<HeldLease> held = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    HeldLeases(Partition<?> partition, LeaseListener listener) {
        this.partition = partition;
        this.listener = listener;
    }

    LeaseListener listener() {
        return listener;
    }

    List<Lease> list() {
        return List.copyOf(held);
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

    /** Adds a lease that was just acquired, starts its renewal, and notifies the listener. */
    Lease add(HeldLease lease, Duration waited) {
        boolean added;
        synchronized (this) {
            added = !closed;
            if (added) {
                held.add(lease);
                lease.start();
            }
        }
        if (!added) {
            lease.close();
            throw closedException();
        }
        lease.announce(waited);
        return lease;
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
