package io.dynastore.lease;

import io.dynastore.Partition;
import java.time.Duration;

/**
 * A listener to all leases of one {@link Leases}, for metrics and logging. Register it by {@link LeasesBuilder#listener}. To
 * be notified of the end of a single lease, use {@link Lease#onEnd}.
 *
 * <p>For each lease, the listener is notified of the acquisition first, and of the end once, after the other calls about that
 * lease have returned. It is called by many threads at the same time: that which acquires or releases the lease, or threads for
 * listeners alone. A listener that blocks delays neither renewals nor other listeners, except those that the same thread of the
 * application would have to call. Exceptions are logged and have no other effect.
 */
public interface LeaseListener {
    /**
     * Called when a lease was acquired, or resumed from another process.
     *
     * @param lease the lease; it may have ended already
     * @param waited the time since the first attempt; zero for a lease that was resumed
     */
    default void acquired(Lease lease, Duration waited) {}

    /**
     * Called when a lease expires soon, because it has not been renewed; see {@link Lease#onExpiring}.
     *
     * @param lease the lease
     * @param remaining the time to its deadline when the warning was given
     */
    default void expiring(Lease lease, Duration remaining) {}

    /**
     * Called when a lease that was acquired has ended.
     *
     * @param lease the lease
     * @param end the end, which may be the release
     */
    default void ended(Lease lease, LeaseEnd end) {}

    /**
     * Called when {@link WorkClaims} skip an entry, because it cannot be decoded, or another entry is in the place of its
     * lease. Called once for each entry, and again if it was claimed in between, on the thread that claims work.
     *
     * @param work the partition of the entry
     * @param key the key of the entry
     * @param failure why the entry cannot be claimed
     */
    default void skipped(Partition<?> work, String key, RuntimeException failure) {}
}
