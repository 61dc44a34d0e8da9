package io.dynastore.lease;

import java.time.Duration;

/**
 * A listener to all leases of one {@link Leases}, for metrics and logging. Register it by {@link LeasesBuilder#listener}. To
 * be notified of the end of a single lease, use {@link Lease#onEnd}.
 *
 * <p>For each lease, the listener is notified of the acquisition first, and of the end once. It is called by many threads at
 * the same time, among them those that renew leases, and should return at once. Its exceptions are logged and have no other
 * effect.
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
     * Called when a lease that was acquired has ended.
     *
     * @param lease the lease
     * @param end the end, which may be the release
     */
    default void ended(Lease lease, LeaseEnd end) {}
}
