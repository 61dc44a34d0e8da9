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
 * Records what several threads do, in the order in which calls begin and end. Begin an event right before the call, with an
 * unknown result, and end it right after; what is not ended stays as it began. Thread-safe.
 *
 * @param <E> the calls, each equal to itself only while it has not ended
 */
public final class Recorder<E extends Event> {
    private final AtomicLong time = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong();
    private final Queue<E> ended = new ConcurrentLinkedQueue<>();
    private final Set<E> open = ConcurrentHashMap.newKeySet();

    /** Makes an event. */
    @FunctionalInterface
    public interface Beginning<E> {
        E at(long number, long moment);
    }

    /** Records an event that begins. It gets a number of its own, and the moment. */
    public E begin(Beginning<E> beginning) {
        E event = beginning.at(numbers.incrementAndGet(), time.incrementAndGet());
        open.add(event);
        return event;
    }

    /** Replaces an event that has begun by one that has ended at the moment that is given. */
    public void end(E begun, LongFunction<E> ending) {
        long now = time.incrementAndGet();
        forget(begun);
        ended.add(ending.apply(now));
    }

    /** Forgets an event that has begun, because it has not happened and never will. */
    public void forget(E begun) {
        if (!open.remove(begun)) {
            throw new IllegalStateException("Has ended before: " + begun);
        }
    }

    /** Records an event that was made otherwise. */
    public void add(E event) {
        ended.add(event);
    }

    /** {@return all events, those that have not ended included} */
    public List<E> events() {
        List<E> all = new ArrayList<>(ended);
        all.addAll(open);
        return all;
    }
}
