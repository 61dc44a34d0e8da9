package io.dynastore.lease;

/**
 * What an instance does when it becomes the leader and when it ceases to be. Both methods are called on a thread of the
 * {@link LeaderElection}, one after the other.
 */
public interface LeaderListener {
    /**
     * This instance is the leader. Start what the leader does and return; or stay, and let the interruption end it. What is
     * written should be {@linkplain io.dynastore.Partition#fence(io.dynastore.Fence) fenced} by the lease.
     *
     * @param leadership the lease of the leader; not to be released, see {@link LeaderElection#resign()}
     * @throws Exception if it cannot be the leader; then it resigns, and {@link #onRevoked} follows
     * @throws InterruptedException if leadership ended while the method was at work, which interrupts its thread
     */
    void onElected(Lease leadership) throws Exception;

    /**
     * This instance is not the leader any more. Called before another can be: unless the process stood still, a quarter of the
     * lease is left for it.
     *
     * @param end why leadership ended
     */
    void onRevoked(LeaseEnd end);
}
