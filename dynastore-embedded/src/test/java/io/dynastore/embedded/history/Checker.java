package io.dynastore.embedded.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says whether calls are strictly serializable: whether they can be put in an order that explains all answers, in which each
 * comes after those that had returned when it was invoked. A search for that order, depth first, which never looks at the
 * same calls in the same state twice.
 */
final class Checker {
    private static final int MOST_CONFIGURATIONS = 2_000_000;

    private final List<Call> calls;
    private final Set<Configuration> seen = new HashSet<>();
    private final Deque<Frame> path = new ArrayDeque<>();
    private final BitSet done = new BitSet();
    private int furthest = -1;
    private String report = "";

    private Checker(List<Call> calls) {
        this.calls =
                calls.stream().sorted(Comparator.comparingLong(Call::invoked)).toList();
    }

    private record Configuration(BitSet done, Map<String, String> state) {}

    private record Step(int call, Map<String, String> next) {}

    private record Frame(int call, Map<String, String> before, Iterator<Step> others) {}

    /** Why no order of the calls explains them, from a store that is empty at first; empty if one does. */
    static Optional<String> violation(List<Call> calls) {
        return new Checker(calls).violation();
    }

    private Optional<String> violation() {
        Map<String, String> state = Map.of();
        Iterator<Step> steps = steps(state);
        while (!allRequiredAreDone()) {
            Step step = nextUnseen(steps);
            if (step != null) {
                path.push(new Frame(step.call(), state, steps));
                done.set(step.call());
                state = step.next();
                steps = steps(state);
            } else if (path.isEmpty()) {
                return Optional.of(report);
            } else {
                Frame frame = path.pop();
                done.clear(frame.call());
                state = frame.before();
                steps = frame.others();
            }
        }
        return Optional.empty();
    }

    private boolean allRequiredAreDone() {
        for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
            if (!calls.get(i).isOptional()) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Step nextUnseen(Iterator<Step> steps) {
        while (steps.hasNext()) {
            Step step = steps.next();
            BitSet then = (BitSet) done.clone();
            then.set(step.call());
            if (seen.add(new Configuration(then, step.next()))) {
                if (seen.size() > MOST_CONFIGURATIONS) {
                    throw new IllegalStateException("Undecided after " + seen.size() + " configurations.");
                }
                return step;
            }
        }
        return null;
    }

    /** What can come next: what was invoked before anything that is not done had returned. */
    private Iterator<Step> steps(Map<String, String> state) {
        List<Integer> candidates = new ArrayList<>();
        long firstReturn = Call.NEVER;
        for (int i = done.nextClearBit(0); i < calls.size(); i = done.nextClearBit(i + 1)) {
            if (calls.get(i).invoked() > firstReturn) {
                break;
            }
            candidates.add(i);
            firstReturn = Math.min(firstReturn, calls.get(i).returned());
        }
        candidates.sort(Comparator.comparingLong(i -> calls.get(i).returned()));
        List<Step> steps = new ArrayList<>();
        for (int i : candidates) {
            Map<String, String> next = calls.get(i).effect().on(state);
            if (next != null) {
                steps.add(new Step(i, next));
            }
        }
        remember(state, candidates);
        return steps.iterator();
    }

    private void remember(Map<String, String> state, List<Integer> candidates) {
        if (done.cardinality() > furthest) {
            furthest = done.cardinality();
            report = "Explained " + furthest + " of " + calls.size() + " calls, the last of them:"
                    + path.stream()
                            .limit(8)
                            .map(frame -> "\n  " + calls.get(frame.call()) + " on " + frame.before())
                            .collect(Collectors.joining())
                    + "\nThen, at " + state + ", one of these had to come next:"
                    + candidates.stream().map(i -> "\n  " + calls.get(i)).collect(Collectors.joining());
        }
    }
}
