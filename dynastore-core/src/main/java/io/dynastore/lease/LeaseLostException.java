package io.dynastore.lease;

import io.dynastore.DynaStoreException;

/** The lease is no longer held, so what needs it must not be done. */
public final class LeaseLostException extends DynaStoreException {
    private static final long serialVersionUID = 1L;

    private final transient LeaseLoss loss;

    LeaseLostException(LeaseHandle lease, LeaseLoss loss) {
        super(
                lease.table(),
                lease.partition(),
                lease.name(),
                "The lease is no longer held: " + loss + " (table " + lease.table() + ", partition " + lease.partition()
                        + ", lease " + lease.name() + ", token " + lease.token()
                        + "). Stop what it allows, and acquire it anew.",
                loss.cause());
        this.loss = loss;
    }

    /**
     * Why it is not held.
     *
     * @return the reason
     */
    public LeaseLoss loss() {
        return loss;
    }
}
