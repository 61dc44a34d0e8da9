package io.dynastore.lease;

import io.dynastore.DynaStoreException;

/** The lease is no longer held, so what needs it must not be done. */
public final class LeaseLostException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    private final transient LeaseEnd end;

    /**
     * Creates an exception.
     *
     * @param lease the lease
     * @param end why it ended
     */
    public LeaseLostException(LeaseHandle lease, LeaseEnd end) {
        super(
                lease.table(),
                lease.partition(),
                lease.name(),
                "The lease is no longer held: " + end + " (table " + lease.table() + ", partition " + lease.partition()
                        + ", lease " + lease.name() + ", token " + lease.token()
                        + "). Stop what it allows, and acquire it anew.",
                end.cause());
        this.end = end;
    }

    /**
     * Why it is not held.
     *
     * @return the reason
     */
    public LeaseEnd end() {
        return end;
    }
}
