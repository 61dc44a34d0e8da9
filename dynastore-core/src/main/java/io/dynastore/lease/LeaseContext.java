package io.dynastore.lease;

/**
 * The parts that all acquisitions of one {@link Leases} share.
 *
 * @param client sends their requests
 * @param observer remembers the leases of others
 * @param unconfirmed remembers the acquisitions with unknown outcomes
 * @param held takes the leases that are acquired
 */
record LeaseContext(LeaseClient client, LeaseObserver observer, UnconfirmedOwners unconfirmed, HeldLeases held) {
    static LeaseContext of(LeaseClient client, LeaseListener listener) {
        return new LeaseContext(
                client,
                new LeaseObserver(client.timing()),
                new UnconfirmedOwners(client),
                new HeldLeases(client.partition(), listener));
    }

    Timing timing() {
        return client.timing();
    }

    /** Returns whether a lease that was just read looks as if it could be acquired. */
    boolean looksFree(String name, LeaseItem item) {
        observer.observe(name, item);
        return item.isFree()
                || item.isOverdue(client.overdue())
                || unconfirmed.contains(item.owner())
                || observer.deadNonce(name) != null;
    }
}
