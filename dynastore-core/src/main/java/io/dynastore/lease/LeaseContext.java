package io.dynastore.lease;

import io.dynastore.internal.LeaseObserver;
import java.util.List;

/**
 * The parts that all acquisitions of one {@link Leases} share.
 *
 * @param client sends their requests
 * @param observer remembers the leases of others
 * @param left remembers the leases that this process has in the table and does not use
 * @param waiting the waiters of this process
 * @param held takes the leases that are acquired
 * @param unreadable remembers the entries that cannot be claimed
 */
record LeaseContext(
        LeaseClient client,
        LeaseObserver observer,
        LeftLeases left,
        WaitingRooms waiting,
        HeldLeases held,
        UnreadableEntries unreadable) {

    static LeaseContext of(LeaseClient client, List<LeaseListener> listeners) {
        return new LeaseContext(
                client,
                new LeaseObserver(client.timing()::nanoTime),
                new LeftLeases(client),
                new WaitingRooms(client.timing()),
                new HeldLeases(client.partition(), listeners),
                new UnreadableEntries(listeners));
    }

    /** Forgets what was learnt of leases before a snapshot of the process. */
    void forget() {
        observer.forgetAll();
        left.forgetAll();
        waiting.forgetYields();
    }

    Timing timing() {
        return client.timing();
    }

    /** Returns whether a lease that was just read looks as if it could be acquired. */
    boolean looksFree(String name, LeaseItem item) {
        observer.observe(name, item.tenure());
        return item.isFree()
                || item.isOverdue(client.overdue())
                || left.contains(name, item.nonce())
                || observer.deadNonce(name) != null;
    }
}
