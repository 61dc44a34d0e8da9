package io.dynastore.testkit.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Records the calls of several threads in the order in which they begin and end. Begin an event right before the call, with an
 * unknown result, and end it right after; an event that is not ended keeps its unknown result. Thread-safe.
 *
 * @param <E> the type of the calls, each of which equals only itself until it has ended
 */
public final class Recorder<E extends Event> {
    private final AtomicLong time = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong();
    private final Queue<E> ended = new ConcurrentLinkedQueue<>();
    private final Set<E> open = ConcurrentHashMap.newKeySet();

    /** Creates an event. */
    @FunctionalInterface
    public interface Beginning<E> {
        E at(long number, long moment);
    }

    /** Records an event that begins now, with a unique number. */
    public E begin(Beginning<E> beginning) {
        E event = beginning.at(numbers.incrementAndGet(), time.incrementAndGet());
        open.add(event);
        return event;
    }

    /** Replaces an event that has begun by one that ends now. */
    public void end(E begun, LongFunction<E> ending) {
        long now = time.incrementAndGet();
        forget(begun);
        ended.add(ending.apply(now));
    }

    /** Removes an event that has begun but did not take effect and never will. */
    public void forget(E begun) {
        if (!open.remove(begun)) {
            throw new IllegalStateException("The event has ended before: " + begun);
        }
    }

    /** Records an event that was created without this recorder. */
    public void add(E event) {
        ended.add(event);
    }

    /** {@return all events, including those that have not ended} */
    public List<E> events() {
        List<E> all = new ArrayList<>(ended);
        all.addAll(open);
        return all;
    }
}
