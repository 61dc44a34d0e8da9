package io.dynastore.history;

import io.dynastore.Entry;
import io.dynastore.Revision;
import io.dynastore.history.Operation.Kind;
import io.dynastore.history.Operation.Result;
import io.dynastore.testkit.history.Event;
import io.dynastore.testkit.history.Model;
import io.dynastore.testkit.history.Recorder;
import io.dynastore.testkit.history.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What several threads did with several entries at a time, and whether it is strictly serializable: whether each call can be
 * thought to happen at one moment between its begin and its end, with all of its parts or with none. A call whose outcome is
 * unknown may happen at any moment after its begin, or never. Thread-safe.
 */
public final class TransactionHistory {
    /** More than the parts of a transaction. */
    private static final int PARTS = 10;

    private final Recorder<Step> recorder = new Recorder<>();

    /** What a call does with one key. */
    public record Part(
            Kind kind,
            String key,
            @Nullable Revision expected,
            @Nullable Object value) {
        public static Part get(String key) {
            return new Part(Kind.GET, key, null, null);
        }

        public static Part put(String key, Object value) {
            return new Part(Kind.PUT, key, null, value);
        }

        public static Part create(String key, Object value) {
            return new Part(Kind.CREATE, key, null, value);
        }

        public static Part update(String key, Revision expected, Object value) {
            return new Part(Kind.UPDATE, key, expected, value);
        }

        public static Part delete(String key, Revision expected) {
            return new Part(Kind.DELETE_AT, key, expected, null);
        }

        private Operation as(long number, Result result, @Nullable Object found, @Nullable Revision revision) {
            return new Operation(number, kind, key, expected, found, null, result, revision, 0, 1, false);
        }
    }

    /** A call; its effect or refusal is that of its operations, each of another key. */
    record Step(String text, List<Operation> operations, boolean refused, long invoked, long returned, boolean optional)
            implements Event {
        @Override
        public String toString() {
            return text + " [" + invoked + ".." + (returned == NEVER ? "" : returned) + "] -> "
                    + (optional ? "unknown" : refused ? "refused: " + operations : operations);
        }
    }

    /** Entries by key. */
    private record Entries(EntryModel model) implements Model<Map<String, EntryModel.State>, Step> {
        @Override
        public Map<String, EntryModel.State> initial() {
            return Map.of();
        }

        @Override
        public @Nullable Map<String, EntryModel.State> apply(Map<String, EntryModel.State> state, Step step) {
            Map<String, EntryModel.State> next = new TreeMap<>(state);
            for (Operation operation : step.operations()) {
                EntryModel.State entry = model.apply(state.getOrDefault(operation.key(), model.initial()), operation);
                if (entry == null) {
                    return null;
                }
                next.put(operation.key(), entry);
            }
            return next;
        }
    }

    /** Begins a call right before it is made. */
    public Running begin(List<Part> parts) {
        return new Running(
                parts,
                recorder.begin((number, now) ->
                        new Step("#" + number + " " + parts, written(number, parts), false, now, Event.NEVER, true)));
    }

    /** A transaction does not tell the revisions that it has written. */
    private static List<Operation> written(long number, List<Part> parts) {
        List<Operation> operations = new ArrayList<>();
        for (Part part : parts) {
            operations.add(part.as(PARTS * number + operations.size(), Result.UNKNOWN, part.value(), null));
        }
        return operations;
    }

    /** Returns why the history is not strictly serializable, or empty if it is. */
    public Optional<String> violation() {
        List<Step> steps = recorder.events();
        List<Operation> operations =
                steps.stream().flatMap(step -> step.operations().stream()).toList();
        return Search.violation(new Entries(new EntryModel(operations, false)), steps);
    }

    /** A call between its begin and its end. End it once, or never if its outcome is unknown. */
    public final class Running {
        private final List<Part> parts;
        private final Step begun;

        private Running(List<Part> parts, Step begun) {
            this.parts = parts;
            this.begun = begun;
        }

        /** All parts have taken effect. */
        public void done() {
            end(begun.operations(), false);
        }

        /** The only part has found or written an entry. */
        public void done(Entry<?> entry) {
            end(List.of(parts.get(0).as(number(), Result.OK, entry.value(), entry.revision())), false);
        }

        /** The only part found no entry. */
        public void absent() {
            refused(Map.of(0, Optional.empty()));
        }

        /**
         * The call was refused.
         *
         * @param current the entries that refused some parts, by the position of the part; empty if there was none
         */
        public void refused(Map<Integer, Optional<? extends Entry<?>>> current) {
            List<Operation> refusals = new ArrayList<>();
            current.forEach((position, entry) -> {
                Part part = parts.get(position);
                Result result = part.kind() == Kind.CREATE
                        ? Result.EXISTS
                        : entry.isPresent() ? Result.MODIFIED : Result.ABSENT;
                refusals.add(part.as(
                        PARTS * number() + position,
                        result,
                        null,
                        entry.map(Entry::revision).orElse(null)));
            });
            end(refusals, true);
        }

        /** Nothing was written, for a reason that says nothing about the entries. */
        public void noEffect() {
            recorder.forget(begun);
        }

        private long number() {
            return begun.operations().get(0).number() / PARTS;
        }

        private void end(List<Operation> operations, boolean refused) {
            recorder.end(begun, now -> new Step(begun.text(), operations, refused, begun.invoked(), now, false));
        }
    }
}
