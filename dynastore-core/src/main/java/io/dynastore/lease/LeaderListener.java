package io.dynastore.lease;

/**
 * A listener to a {@link LeaderElection}, which starts and ends the leader's work. Both methods are called on a thread of the
 * election, one after the other.
 */
public interface LeaderListener {
    /**
     * Called when this instance has become the leader. Start the leader's work and return; or do the work here until the
     * thread is interrupted. Writes should be {@linkplain io.dynastore.Partition#fence(io.dynastore.Fence) fenced} by the
     * lease.
     *
     * @param leadership the lease of the leader; do not release it, but use {@link LeaderElection#resign()}
     * @throws Exception if this instance cannot be the leader; then it resigns, and {@link #onRevoked} follows
     * @throws InterruptedException if leadership ended during the call, which interrupts its thread
     */
    void onElected(Lease leadership) throws Exception;

    /**
     * Called when this instance has ceased to be the leader, before another instance can be elected: unless the process stood
     * still, a quarter of the lease is left for this method.
     *
     * @param end why leadership has ended
     */
    void onRevoked(LeaseEnd end);
}
