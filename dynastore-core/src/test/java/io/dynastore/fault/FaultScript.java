package io.dynastore.fault;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What becomes of the next attempts of each operation, in order. Thread-safe. */
final class FaultScript {
    private final Map<String, Queue<Step>> steps = new HashMap<>();
    private @Nullable String last;

    /** A step without a fault is an action only; the attempt goes on to the next step. */
    record Step(
            @Nullable Fault fault,
            @Nullable Runnable action,
            @Nullable LateRequest late) {

        static Step of(Fault fault) {
            return new Step(fault, null, null);
        }

        void act() {
            if (action != null) {
                action.run();
            }
        }
    }

    synchronized void add(String operation, Step step) {
        last = operation;
        steps.computeIfAbsent(operation, name -> new ArrayDeque<>()).add(step);
    }

    synchronized void addToLast(Step step) {
        if (last == null) {
            throw new IllegalStateException("Between what? Call next(…) first.");
        }
        add(last, step);
    }

    synchronized @Nullable Step poll(String operation) {
        Queue<Step> queue = steps.get(operation);
        return queue == null ? null : queue.poll();
    }

    synchronized int size() {
        return steps.values().stream().mapToInt(Queue::size).sum();
    }

    synchronized void clear() {
        steps.clear();
        last = null;
    }
}
