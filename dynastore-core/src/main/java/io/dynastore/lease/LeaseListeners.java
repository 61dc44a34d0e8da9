package io.dynastore.lease;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Notifies several listeners, all of them also if one throws.
 *
 * @param listeners the listeners, in the order in which they are notified
 */
record LeaseListeners(List<LeaseListener> listeners) implements LeaseListener {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    LeaseListeners {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void acquired(Lease lease, Duration waited) {
        notifyEach("acquisition", lease, listener -> listener.acquired(lease, waited));
    }

    @Override
    public void ended(Lease lease, LeaseEnd end) {
        notifyEach("end", lease, listener -> listener.ended(lease, end));
    }

    private void notifyEach(String event, Lease lease, Consumer<LeaseListener> call) {
        for (LeaseListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (Throwable e) {
                LOG.log(Level.ERROR, () -> "A listener failed to handle the " + event + " of " + lease, e);
            }
        }
    }
}
