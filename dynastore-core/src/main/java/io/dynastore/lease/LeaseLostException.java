package io.dynastore.lease;

import io.dynastore.DynaStoreException;
import io.dynastore.internal.Texts;

/** Thrown when a lease that is relied on is no longer held. */
public final class LeaseLostException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    /** Why the lease is no longer held. */
    private final LeaseEnd end;

    /**
     * Creates an exception. Applications need this only to fake a {@link Lease} in unit tests.
     *
     * @param lease the lease
     * @param end the end of the lease
     */
    public LeaseLostException(LeaseHandle lease, LeaseEnd end) {
        super(
                lease.table(),
                lease.partition(),
                lease.name(),
                "The lease is no longer held: " + end + " (table " + Texts.escape(lease.table()) + ", partition "
                        + Texts.escape(lease.partition()) + ", lease " + Texts.escape(lease.name()) + ", token "
                        + lease.token()
                        + "). Stop the work that needs it, and acquire a new lease.",
                end.cause());
        this.end = end;
    }

    /** {@return the end of the lease, which says why it is no longer held} */
    public LeaseEnd end() {
        return end;
    }
}
