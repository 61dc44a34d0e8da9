package io.dynastore.lease;

import java.time.Duration;

/**
 * Told of each lease that is acquired here and of its end. Made for metrics and logging; register it with
 * {@link LeasesBuilder#listener}. For one lease alone there is {@link Lease#onEnd}.
 *
 * <p>Of each lease, the acquisition is told first and the end once. A listener is called by many threads at once, by those
 * that also hold and renew leases: it should return at once. What it throws is logged and harms nobody.
 */
public interface LeaseListener {
    /**
     * A lease was acquired, or resumed from another process.
     *
     * @param lease the lease; it may be lost already
     * @param waited how long it took, from the first attempt; of a lease that was resumed, nothing
     */
    default void acquired(Lease lease, Duration waited) {}

    /**
     * A lease that was acquired has ended.
     *
     * @param lease the lease
     * @param end why; also that it was released
     */
    default void ended(Lease lease, LeaseEnd end) {}
}
