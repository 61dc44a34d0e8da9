package io.dynastore.lease;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * All listeners, none of whom keeps the others from being told, whatever it throws.
 *
 * @param all the listeners, in the order in which they are told
 */
record LeaseListeners(List<LeaseListener> all) implements LeaseListener {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    LeaseListeners {
        all = List.copyOf(all);
    }

    @Override
    public void acquired(Lease lease, Duration waited) {
        tell(lease, "acquired", listener -> listener.acquired(lease, waited));
    }

    @Override
    public void ended(Lease lease, LeaseEnd end) {
        tell(lease, "lost", listener -> listener.ended(lease, end));
    }

    private void tell(Lease lease, String what, Consumer<LeaseListener> call) {
        for (LeaseListener listener : all) {
            try {
                call.accept(listener);
            } catch (Throwable e) {
                LOG.log(Level.ERROR, () -> "A listener failed to take that " + lease + " was " + what, e);
            }
        }
    }
}
