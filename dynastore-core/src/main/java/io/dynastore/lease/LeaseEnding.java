package io.dynastore.lease;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of one lease. A lease ends once, and its listeners are notified of the end after they were notified of the
 * acquisition. Thread-safe.
 */
final class LeaseEnding {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    private final Lease lease;
    private final Timing timing;
    private final LeaseListener listener;
    private final Runnable cleanUp;
    private final List<Consumer<? super LeaseEnd>> listeners = new ArrayList<>();
    private @Nullable LeaseEnd end;
    private boolean announced;

    /**
     * Creates the ending of a lease that has not ended.
     *
     * @param cleanUp is run when the lease ends, before anything is notified
     */
    LeaseEnding(Lease lease, Timing timing, LeaseListener listener, Runnable cleanUp) {
        this.lease = lease;
        this.timing = timing;
        this.listener = listener;
        this.cleanUp = cleanUp;
    }

    /** Returns the end of the lease; null if it has not ended. */
    synchronized @Nullable LeaseEnd end() {
        return end;
    }

    /** Notifies the common listener of the acquisition, and of the end if the lease has ended before. */
    void announce(Duration waited) {
        listener.acquired(lease, waited);
        LeaseEnd earlier;
        synchronized (this) {
            announced = true;
            earlier = end;
        }
        if (earlier != null) {
            listener.ended(lease, earlier);
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
        cleanUp.run();
        if (notifyCommon) {
            listener.ended(lease, newEnd);
        }
        if (!added.isEmpty()) {
            timing.execute(() -> added.forEach(one -> notifyListener(one, newEnd)));
        }
        return null;
    }

    private void notifyListener(Consumer<? super LeaseEnd> added, LeaseEnd newEnd) {
        try {
            added.accept(newEnd);
        } catch (Throwable e) {
            LOG.log(Level.ERROR, () -> "A listener failed to handle the end of " + lease, e);
        }
    }
}
