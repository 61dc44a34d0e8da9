package io.dynastore.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The search for an order that explains the operations on one key (Wing and Gong), which never looks at the same set of
 * operations in the same state twice (Lowe). Optional operations are skipped when their time is over; what was reached
 * with some of them is not tried again with more of them, since each that is left over can be left out.
 */
final class Search<S> {
    private static final int MAX_CONFIGURATIONS = 2_000_000;

    private final Model<S> model;
    private final Operation[] operations;
    private final int[] after;
    private final int[] before;
    private final BitSet done = new BitSet();
    private final BitSet used = new BitSet();
    private final Map<Configuration<S>, List<BitSet>> seen = new HashMap<>();
    private int configurations;
    private final Deque<Frame<S>> path = new ArrayDeque<>();
    private int required;
    private String furthest = "";
    private int furthestDone = -1;

    /** Operations in the order of their invocations. */
    Search(Model<S> model, List<Operation> operations) {
        this.model = model;
        this.operations = operations.toArray(Operation[]::new);
        int end = this.operations.length;
        this.after = new int[end + 1];
        this.before = new int[end + 1];
        for (int i = 0; i <= end; i++) {
            after[i] = i == end ? 0 : i + 1;
            before[i] = i == 0 ? end : i - 1;
        }
        this.required = (int) operations.stream().filter(one -> !one.optional()).count();
    }

    /** The required operations that are done, and where that led. */
    private record Configuration<S>(BitSet done, S state) {}

    /** A step, or the skipping of an operation: that leaves less to do from the same state, and is never news by itself. */
    private record Step<S>(int operation, S next, boolean skips) {}

    /** A step taken, and what else could have been done instead. */
    private record Frame<S>(int operation, S stateBefore, Iterator<Step<S>> others) {}

    Optional<String> violation() {
        S state = model.initial();
        Iterator<Step<S>> steps = steps(state);
        while (required > 0) {
            Step<S> step = nextUnseen(steps);
            if (step != null) {
                path.push(new Frame<>(step.operation(), state, steps));
                lift(step.operation());
                state = step.next();
                steps = steps(state);
            } else if (path.isEmpty()) {
                return Optional.of(furthest);
            } else {
                Frame<S> frame = path.pop();
                unlift(frame.operation());
                state = frame.stateBefore();
                steps = frame.others();
            }
        }
        return Optional.empty();
    }

    private @Nullable Step<S> nextUnseen(Iterator<Step<S>> steps) {
        while (steps.hasNext()) {
            Step<S> step = steps.next();
            if (step.skips() || isNew(step)) {
                if (++configurations > MAX_CONFIGURATIONS) {
                    throw new IllegalStateException("Undecided after " + MAX_CONFIGURATIONS
                            + " configurations: fewer unknown operations, or more keys, please.");
                }
                return step;
            }
        }
        return null;
    }

    private boolean isNew(Step<S> step) {
        BitSet doneThen = (BitSet) done.clone();
        BitSet usedThen = (BitSet) used.clone();
        (operations[step.operation()].optional() ? usedThen : doneThen).set(step.operation());
        List<BitSet> before =
                seen.computeIfAbsent(new Configuration<>(doneThen, step.next()), key -> new ArrayList<>(1));
        if (before.stream().anyMatch(fewer -> isSubset(fewer, usedThen))) {
            return false;
        }
        before.add(usedThen);
        return true;
    }

    private static boolean isSubset(BitSet part, BitSet whole) {
        BitSet rest = (BitSet) part.clone();
        rest.andNot(whole);
        return rest.isEmpty();
    }

    /** What can come next: what was called before anything that is not done yet returned. What returns first, first. */
    private Iterator<Step<S>> steps(S state) {
        List<Integer> candidates = new ArrayList<>();
        int end = operations.length;
        long firstReturn = Operation.NEVER;
        for (int i = after[end]; i != end && operations[i].invoked() < firstReturn; i = after[i]) {
            candidates.add(i);
            firstReturn = Math.min(firstReturn, operations[i].returned());
        }
        candidates.sort(Comparator.comparing((Integer i) -> operations[i].optional())
                .thenComparingLong(i -> operations[i].returned()));
        List<Step<S>> steps = new ArrayList<>();
        for (int i : candidates) {
            S next = isInsteadOfAnEarlierOne(i, candidates) ? null : model.apply(state, operations[i]);
            if (next != null) {
                steps.add(new Step<>(i, next, false));
            }
        }
        for (int i : candidates) {
            if (operations[i].optional() && operations[i].returned() == firstReturn && firstReturn != Operation.NEVER) {
                steps.add(new Step<>(i, state, true));
            }
        }
        remember(state, candidates);
        return steps.iterator();
    }

    /** Of several that do the same and may do it at any time, only the first needs to be tried. */
    private boolean isInsteadOfAnEarlierOne(int i, List<Integer> candidates) {
        return operations[i].returned() == Operation.NEVER
                && candidates.stream().anyMatch(other -> other < i && operations[i].doesTheSameAs(operations[other]));
    }

    private void remember(S state, List<Integer> candidates) {
        if (done.cardinality() > furthestDone) {
            furthestDone = done.cardinality();
            furthest = "Explained " + furthestDone + " of " + (furthestDone + required)
                    + " known operations, the last of them:"
                    + path.stream()
                            .limit(8)
                            .map(frame -> "\n  " + operations[frame.operation()] + " from " + frame.stateBefore())
                            .collect(Collectors.joining())
                    + "\nThen, at " + state + ", one of these had to come next:"
                    + candidates.stream().map(i -> "\n  " + operations[i]).collect(Collectors.joining());
        }
    }

    private void lift(int operation) {
        after[before[operation]] = after[operation];
        before[after[operation]] = before[operation];
        mark(operation, true);
    }

    private void unlift(int operation) {
        after[before[operation]] = operation;
        before[after[operation]] = operation;
        mark(operation, false);
    }

    private void mark(int operation, boolean taken) {
        if (operations[operation].optional()) {
            used.set(operation, taken);
        } else {
            done.set(operation, taken);
            required += taken ? -1 : 1;
        }
    }
}
