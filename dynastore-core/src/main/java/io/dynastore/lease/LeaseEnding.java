package io.dynastore.lease;

import java.lang.System.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of one lease. A lease ends once, and its listeners are notified of the end after they were notified of the
 * acquisition. None of them is called on a thread that sends requests in the background. Thread-safe.
 */
final class LeaseEnding {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    private final Lease lease;
    private final Timing timing;
    private final LeaseNotifications common;
    private final Consumer<LeaseEnd> cleanUp;
    private final List<Consumer<? super LeaseEnd>> listeners = new ArrayList<>();
    private @Nullable LeaseEnd end;
    private boolean announced;

    /**
     * Creates the ending of a lease that has not ended.
     *
     * @param common the listeners of all leases
     * @param cleanUp is called when the lease ends, before anything is notified
     */
    LeaseEnding(Lease lease, Timing timing, List<LeaseListener> common, Consumer<LeaseEnd> cleanUp) {
        this.lease = lease;
        this.timing = timing;
        this.common = new LeaseNotifications(lease, common);
        this.cleanUp = cleanUp;
    }

    /** Returns the end of the lease; null if it has not ended. */
    synchronized @Nullable LeaseEnd end() {
        return end;
    }

    /** Notifies the common listeners of the acquisition, and of the end if the lease has ended before. */
    void announce(Duration waited, Executor executor) {
        common.acquired(waited, executor);
        LeaseEnd earlier;
        synchronized (this) {
            announced = true;
            earlier = end;
        }
        if (earlier != null) {
            common.ended(earlier, executor);
        }
    }

    /** Notifies the common listeners that the lease expires unless it is renewed. */
    void expiring(Duration remaining) {
        boolean notify;
        synchronized (this) {
            notify = announced && end == null;
        }
        if (notify) {
            common.expiring(remaining, timing::executeCallback);
        }
    }

    /** Adds a listener of this lease alone; if the lease has ended, the listener is notified at once. */
    void onEnd(Consumer<? super LeaseEnd> added) {
        LeaseEnd earlier;
        synchronized (this) {
            earlier = end;
            if (earlier == null) {
                listeners.add(added);
            }
        }
        if (earlier != null) {
            notifyListener(added, earlier);
        }
    }

    /** Ends the lease unless it has ended before; returns the earlier end, or null. */
    @Nullable
    LeaseEnd endWith(LeaseEnd newEnd) {
        return endWith(newEnd, timing::executeCallback);
    }

    /**
     * Ends the lease unless it has ended before; returns the earlier end, or null.
     *
     * @param executor notifies the common listeners
     */
    @Nullable
    LeaseEnd endWith(LeaseEnd newEnd, Executor executor) {
        List<Consumer<? super LeaseEnd>> added;
        boolean notifyCommon;
        synchronized (this) {
            if (end != null) {
                return end;
            }
            end = newEnd;
            notifyCommon = announced;
            added = List.copyOf(listeners);
            listeners.clear();
        }
        cleanUp.accept(newEnd);
        if (notifyCommon) {
            common.ended(newEnd, executor);
        }
        added.forEach(one -> timing.executeCallback(() -> notifyListener(one, newEnd)));
        return null;
    }

    private void notifyListener(Consumer<? super LeaseEnd> added, LeaseEnd newEnd) {
        ListenerCall.make(LOG, () -> "the end of " + lease, () -> added.accept(newEnd));
    }
}
