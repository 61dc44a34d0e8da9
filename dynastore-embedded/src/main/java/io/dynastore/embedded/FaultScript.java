package io.dynastore.embedded;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The scripts of faults for the next attempts, and the faults of all others. Thread-safe. */
final class FaultScript {
    /** The key of the script and the fault for operations that have none of their own. */
    static final String ANY = "*";

    private final Map<String, Queue<Step>> steps = new HashMap<>();
    private final Map<String, Fault> standing = new HashMap<>();
    private @Nullable String last;

    synchronized void add(String operation, Step step) {
        last = operation;
        steps.computeIfAbsent(operation, name -> new ArrayDeque<>()).add(step);
    }

    synchronized void addToLast(Step step) {
        if (last == null) {
            throw new IllegalStateException("No attempt is scripted: call next(…) before between(…).");
        }
        add(last, step);
    }

    synchronized void setStanding(String operation, Fault fault) {
        standing.put(operation, fault);
    }

    /** Takes the operation's next step: its own steps precede those of any operation, and these precede a standing fault. */
    synchronized Optional<Step> take(String operation) {
        Step own = poll(operation, operation);
        Step step = own == null ? poll(ANY, operation) : own;
        return step == null ? Optional.ofNullable(standing(operation)).map(Step.Attempt::of) : Optional.of(step);
    }

    private @Nullable Step poll(String queued, String operation) {
        Queue<Step> queue = steps.get(queued);
        if (queue == null) {
            return null;
        }
        boolean waitsForAnother =
                queue.peek() instanceof Step.Attempt attempt && !attempt.fault().suits(operation);
        return waitsForAnother ? null : queue.poll();
    }

    private @Nullable Fault standing(String operation) {
        Fault own = standing.get(operation);
        Fault fault = own == null ? standing.get(ANY) : own;
        return fault == null || fault.suits(operation) ? fault : null;
    }

    synchronized int size() {
        return steps.values().stream().mapToInt(Queue::size).sum();
    }

    synchronized void clear(String operation) {
        steps.remove(operation);
        standing.remove(operation);
        if (operation.equals(last)) {
            last = null;
        }
    }

    synchronized void clear() {
        steps.clear();
        standing.clear();
        last = null;
    }

    @Override
    public synchronized String toString() {
        return "next " + steps + ", always " + standing;
    }
}
