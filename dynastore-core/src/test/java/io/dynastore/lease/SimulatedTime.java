package io.dynastore.lease;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Time that a test advances, and the events that are due in it, which run one after the other on the thread that advances it.
 * All simulated processes share it.
 */
public final class SimulatedTime {
    private record Event(long at, long order, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private long now;
    private long order;

    public synchronized long now() {
        return now;
    }

    public synchronized void at(long nanos, Runnable action) {
        events.add(new Event(Math.max(nanos, now), order++, action));
    }

    public synchronized void in(Duration delay, Runnable action) {
        at(now + Math.max(0, delay.toNanos()), action);
    }

    /** Advances the time without running events, as during a request. */
    public synchronized void pass(Duration duration) {
        now += duration.toNanos();
    }

    /** Advances the time, and runs the events that are due. */
    public void advance(Duration duration) {
        advance(duration, () -> false);
    }

    /** Advances the time until a condition holds, and runs the events that are due. */
    public void advance(Duration duration, BooleanSupplier until) {
        long end = now() + duration.toNanos();
        do {
            if (until.getAsBoolean()) {
                return;
            }
        } while (runNext(end));
        synchronized (this) {
            now = Math.max(now, end);
        }
    }

    /** Runs the next event if it is due by then. */
    boolean runNext(long end) {
        Event next;
        synchronized (this) {
            next = events.peek();
            if (next == null || next.at() > end) {
                return false;
            }
            events.remove();
            now = Math.max(now, next.at());
        }
        next.action().run();
        return true;
    }
}
