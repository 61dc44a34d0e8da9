package io.dynastore.lease;

import org.jspecify.annotations.Nullable;

/** A thread, or a background acquisition, that waits for a lease. Guarded by its {@link WaitingRooms}. */
final class Waiter {
    private final String name;
    private final LeaseOptions options;
    private final Runnable wakeUp;

    /** Whether a lease is being handed over to this waiter. */
    boolean reserved;

    /** Whether this waiter has left. */
    boolean gone;

    /** The lease that was handed over. */
    @Nullable
    HeldLease given;

    /**
     * Creates a waiter.
     *
     * @param wakeUp is run when there is something to be done
     */
    Waiter(String name, LeaseOptions options, Runnable wakeUp) {
        this.name = name;
        this.options = options;
        this.wakeUp = wakeUp;
    }

    String name() {
        return name;
    }

    LeaseOptions options() {
        return options;
    }

    void wake() {
        wakeUp.run();
    }
}
