package io.dynastore.testkit.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
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
 * The search for an order that explains calls (Wing and Gong), which never examines the same set of calls in the same state
 * twice (Lowe). Optional calls are skipped when their time is over. A state that was reached with some optional calls is not
 * examined again with more of them, since each unused call may be omitted.
 */
public final class Search<S, E extends Event> {
    private static final int MAX_CONFIGURATIONS = 2_000_000;

    private final Model<S, E> model;
    private final List<E> calls;
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

    private Search(Model<S, E> model, Collection<E> calls) {
        this.model = model;
        this.calls =
                calls.stream().sorted(Comparator.comparingLong(Event::invoked)).toList();
        int end = this.calls.size();
        this.after = new int[end + 1];
        this.before = new int[end + 1];
        for (int i = 0; i <= end; i++) {
            after[i] = i == end ? 0 : i + 1;
            before[i] = i == 0 ? end : i - 1;
        }
        this.required = (int) calls.stream().filter(one -> !one.optional()).count();
    }

    /** The required calls that are done, and the resulting state. */
    private record Configuration<S>(BitSet done, S state) {}

    /** A step, or the skipping of a call, which leaves the state as it is. */
    private record Step<S>(int call, S next, boolean skips) {}

    /** A step that was taken, and its alternatives. */
    private record Frame<S>(int call, S stateBefore, Iterator<Step<S>> others) {}

    /**
     * Returns the reason why no order explains the calls, or empty if there is one. In an order, each call comes after those
     * that had returned when it was invoked.
     *
     * @throws IllegalStateException if the search takes too long
     */
    public static <S, E extends Event> Optional<String> violation(Model<S, E> model, Collection<E> calls) {
        return new Search<>(model, calls).violation();
    }

    private Optional<String> violation() {
        S state = model.initial();
        Iterator<Step<S>> steps = steps(state);
        while (required > 0) {
            Step<S> step = nextUnseen(steps);
            if (step != null) {
                path.push(new Frame<>(step.call(), state, steps));
                lift(step.call());
                state = step.next();
                steps = steps(state);
            } else if (path.isEmpty()) {
                return Optional.of(furthest);
            } else {
                Frame<S> frame = path.pop();
                unlift(frame.call());
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
                            + " configurations: use fewer unknown operations, or more keys.");
                }
                return step;
            }
        }
        return null;
    }

    private boolean isNew(Step<S> step) {
        BitSet doneThen = (BitSet) done.clone();
        BitSet usedThen = (BitSet) used.clone();
        (calls.get(step.call()).optional() ? usedThen : doneThen).set(step.call());
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

    /** Returns the calls that can come next, by their return: those invoked before any unfinished call returned. */
    private Iterator<Step<S>> steps(S state) {
        List<Integer> candidates = new ArrayList<>();
        int end = calls.size();
        long firstReturn = Event.NEVER;
        for (int i = after[end]; i != end && calls.get(i).invoked() < firstReturn; i = after[i]) {
            candidates.add(i);
            firstReturn = Math.min(firstReturn, calls.get(i).returned());
        }
        candidates.sort(Comparator.comparing((Integer i) -> calls.get(i).optional())
                .thenComparingLong(i -> calls.get(i).returned()));
        List<Step<S>> steps = new ArrayList<>();
        for (int i : candidates) {
            S next = isInsteadOfAnEarlierOne(i, candidates) ? null : model.apply(state, calls.get(i));
            if (next != null) {
                steps.add(new Step<>(i, next, false));
            }
        }
        for (int i : candidates) {
            if (calls.get(i).optional() && calls.get(i).returned() == firstReturn && firstReturn != Event.NEVER) {
                steps.add(new Step<>(i, state, true));
            }
        }
        remember(state, candidates);
        return steps.iterator();
    }

    /** Returns whether an earlier call has the same effect and no deadline, so that only that one needs to be tried. */
    private boolean isInsteadOfAnEarlierOne(int i, List<Integer> candidates) {
        return calls.get(i).returned() == Event.NEVER
                && candidates.stream()
                        .anyMatch(other -> other < i && calls.get(i).doesTheSameAs(calls.get(other)));
    }

    private void remember(S state, List<Integer> candidates) {
        if (done.cardinality() > furthestDone) {
            furthestDone = done.cardinality();
            furthest = "Explained " + furthestDone + " of " + (furthestDone + required)
                    + " known operations, the last of them:"
                    + path.stream()
                            .limit(8)
                            .map(frame -> "\n  " + calls.get(frame.call()) + " from " + frame.stateBefore())
                            .collect(Collectors.joining())
                    + "\nThen, at " + state + ", one of these had to come next:"
                    + candidates.stream().map(i -> "\n  " + calls.get(i)).collect(Collectors.joining());
        }
    }

    private void lift(int call) {
        after[before[call]] = after[call];
        before[after[call]] = before[call];
        mark(call, true);
    }

    private void unlift(int call) {
        after[before[call]] = call;
        before[after[call]] = call;
        mark(call, false);
    }

    private void mark(int call, boolean taken) {
        if (calls.get(call).optional()) {
            used.set(call, taken);
        } else {
            done.set(call, taken);
            required += taken ? -1 : 1;
        }
    }
}
