package io.dynastore.lease;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that passes when the test says so, and what is to happen in it, one thing after the other on the thread that lets
 * time pass. All simulated processes share it.
 */
final class SimulatedTime {
    private record Event(long at, long order, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private long now;
    private long order;

    synchronized long now() {
        return now;
    }

    synchronized void at(long nanos, Runnable action) {
        events.add(new Event(Math.max(nanos, now), order++, action));
    }

    synchronized void in(Duration delay, Runnable action) {
        at(now + Math.max(0, delay.toNanos()), action);
    }

    /** Lets time pass without anything happening, as it does during a call. */
    synchronized void pass(Duration duration) {
        now += duration.toNanos();
    }

    /** Lets time pass, and what is due in it happen. */
    void advance(Duration duration) {
        long end = now() + duration.toNanos();
        while (runNext(end)) {}
        synchronized (this) {
            now = Math.max(now, end);
        }
    }

    /** Runs the next event, if it is due until then. */
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
