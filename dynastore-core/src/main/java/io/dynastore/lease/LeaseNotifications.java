package io.dynastore.lease;

import java.lang.System.Logger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The notifications of the listeners of all leases about one lease. Each listener is notified of one event after the other, in
 * their order, and independently of the other listeners: it may throw, or block. Thread-safe.
 */
final class LeaseNotifications {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    private record Notified(LeaseListener listener, SerialCalls calls) {}

    private final Lease lease;
    private final List<Notified> all;

    LeaseNotifications(Lease lease, List<LeaseListener> listeners) {
        this.lease = lease;
        this.all = listeners.isEmpty()
                ? List.of()
                : listeners.stream()
                        .map(listener -> new Notified(listener, new SerialCalls()))
                        .toList();
    }

    void acquired(Duration waited, Executor executor) {
        notifyEach("acquisition", listener -> listener.acquired(lease, waited), executor);
    }

    void expiring(Duration remaining, Executor executor) {
        notifyEach("warning", listener -> listener.expiring(lease, remaining), executor);
    }

    void ended(LeaseEnd end, Executor executor) {
        notifyEach("end", listener -> listener.ended(lease, end), executor);
    }

    private void notifyEach(String event, Consumer<LeaseListener> call, Executor executor) {
        for (Notified each : all) {
            Runnable notification = () ->
                    ListenerCall.make(LOG, () -> "the " + event + " of " + lease, () -> call.accept(each.listener()));
            each.calls().call(notification, executor);
        }
    }
}
