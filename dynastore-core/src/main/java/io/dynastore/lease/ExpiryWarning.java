package io.dynastore.lease;

import io.dynastore.internal.Renewals;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The early warning that a lease has not been renewed and is going to expire. It is given once, and again only after a renewal.
 * Thread-safe.
 */
final class ExpiryWarning {
    private static final Logger LOG = System.getLogger(Lease.class.getName());

    private record Listener(Consumer<? super Lease> consumer, SerialCalls calls) {}

    private final Lease lease;
    private final Timing timing;
    private final double part;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private Duration before = Duration.ZERO;
    private boolean due;

    /**
     * Creates the warning.
     *
     * @param part the part of the time that the lease is held after a renewal; the warning is given when no more is left
     */
    ExpiryWarning(Lease lease, Timing timing, double part) {
        this.lease = lease;
        this.timing = timing;
        this.part = part;
    }

    void add(Consumer<? super Lease> listener) {
        listeners.add(new Listener(listener, new SerialCalls()));
    }

    /** Begins anew after an acquisition or a renewal, and returns the time until the next check. */
    synchronized Duration renewed(Renewals renewals) {
        before = Duration.ofNanos((long) (renewals.length().toNanos() * part));
        due = !before.isZero();
        return untilCheck(renewals.remaining());
    }

    /** Gives the warning if it is time, and returns the time until the next check. */
    Duration check(Duration remaining, Consumer<Duration> common) {
        Duration next;
        boolean warn;
        synchronized (this) {
            warn = due && remaining.compareTo(before) <= 0;
            due &= !warn;
            next = untilCheck(remaining);
        }
        if (warn) {
            common.accept(remaining);
            listeners.forEach(
                    listener -> listener.calls().call(() -> warn(listener.consumer()), timing::executeCallback));
        }
        return next;
    }

    private Duration untilCheck(Duration remaining) {
        Duration left = due ? remaining.minus(before) : remaining;
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void warn(Consumer<? super Lease> listener) {
        ListenerCall.make(LOG, () -> "the warning that " + lease + " is expiring", () -> listener.accept(lease));
    }
}
