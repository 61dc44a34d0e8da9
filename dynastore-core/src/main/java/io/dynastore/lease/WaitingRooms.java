package io.dynastore.lease;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The waiters of this process, in a queue for each lease. Only the first of a queue reads the lease from time to time; a lease
 * that this process releases is handed over to it. Thread-safe.
 */
final class WaitingRooms {
    private final Timing timing;
    private final Map<String, Deque<Waiter>> queues = new HashMap<>();

    /** The times, on the monotonic clock, until which waiters let other processes acquire a lease. */
    private final Map<String, Long> yielding = new HashMap<>();

    WaitingRooms(Timing timing) {
        this.timing = timing;
    }

    synchronized void join(Waiter waiter) {
        queues.computeIfAbsent(waiter.name(), name -> new ArrayDeque<>()).addLast(waiter);
    }

    /** Returns whether a waiter is to ask for the lease: it is the first, and the lease is not being handed over to it. */
    synchronized boolean mayAsk(Waiter waiter) {
        Deque<Waiter> queue = queues.get(waiter.name());
        if (queue == null || queue.peekFirst() != waiter || waiter.reserved) {
            return false;
        }
        Long until = yielding.get(waiter.name());
        return until == null || timing.nanoTime() - until >= 0;
    }

    /** Lets other processes acquire a lease that was just released, before the first waiter asks for it. */
    void letOthers(String name, Duration time) {
        synchronized (this) {
            if (!queues.containsKey(name)) {
                return;
            }
            yielding.put(name, timing.nanoTime() + time.toNanos());
        }
        timing.scheduleCallback(time, () -> wake(name));
    }

    /** Reserves the first waiter, to hand a lease over to it; returns null if there is none. */
    synchronized @Nullable Waiter reserve(String name) {
        Deque<Waiter> queue = queues.get(name);
        Waiter first = queue == null ? null : queue.peekFirst();
        if (first == null || first.reserved) {
            return null;
        }
        first.reserved = true;
        return first;
    }

    /** Lets a waiter wait on, because a handover has failed; it asks for the lease at once. */
    void unreserve(Waiter waiter) {
        synchronized (this) {
            waiter.reserved = false;
        }
        waiter.wake();
    }

    /** Gives a waiter its lease; returns false if it has left. */
    boolean give(Waiter waiter, HeldLease lease) {
        synchronized (this) {
            waiter.reserved = false;
            if (waiter.gone) {
                return false;
            }
            remove(waiter);
            waiter.given = lease;
        }
        waiter.wake();
        return true;
    }

    /** Takes the lease that was given to a waiter; returns null if there is none. */
    synchronized @Nullable HeldLease take(Waiter waiter) {
        HeldLease given = waiter.given;
        waiter.given = null;
        return given;
    }

    /** Lets a waiter be the first again, whose lease has ended before it could be used. */
    synchronized void rejoin(Waiter waiter) {
        queues.computeIfAbsent(waiter.name(), name -> new ArrayDeque<>()).addFirst(waiter);
    }

    /** Removes a waiter, and returns the lease that it was given and has not taken; null if there is none. */
    synchronized @Nullable HeldLease leave(Waiter waiter) {
        waiter.gone = true;
        remove(waiter);
        return take(waiter);
    }

    private void remove(Waiter waiter) {
        Deque<Waiter> queue = queues.get(waiter.name());
        if (queue != null && queue.remove(waiter) && queue.isEmpty()) {
            queues.remove(waiter.name());
            yielding.remove(waiter.name());
        }
    }

    /** Wakes the first waiter of a lease that may be acquired now. */
    void wake(String name) {
        Waiter first;
        synchronized (this) {
            Deque<Waiter> queue = queues.get(name);
            first = queue == null ? null : queue.peekFirst();
        }
        if (first != null) {
            first.wake();
        }
    }

    synchronized void forgetYields() {
        yielding.clear();
    }

    void wakeAll() {
        List<Waiter> all = new ArrayList<>();
        synchronized (this) {
            queues.values().forEach(all::addAll);
        }
        all.forEach(Waiter::wake);
    }
}
