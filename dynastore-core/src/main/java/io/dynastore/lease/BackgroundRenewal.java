package io.dynastore.lease;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The next renewal of a lease that is renewed automatically.
 *
 * @param lease the lease
 */
record BackgroundRenewal(HeldLease lease) implements UrgentTask {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    @Override
    public void run() {
        try {
            lease.renew();
        } catch (LeaseLostException e) {
            LOG.log(Level.DEBUG, () -> "Failed to renew a lease: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            // Any exception, for instance that of a closed client, or of the store's hook.
            LOG.log(Level.DEBUG, () -> "Failed to renew a lease; this is retried: " + lease, e);
            lease.retry(e);
        }
    }

    @Override
    public long deadlineNanos() {
        return lease.deadlineNanos();
    }
}
