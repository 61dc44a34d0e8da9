package io.dynastore.history;

import static java.util.Objects.requireNonNull;

import io.dynastore.Revision;
import io.dynastore.history.EntryModel.State;
import io.dynastore.history.Operation.Result;
import io.dynastore.testkit.history.Model;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An entry of dynastore: absent, or a value at a revision. The revision of an unknown write shows when somebody meets it;
 * until then its write id is open, and its version too if it wrote where nothing was.
 */
final class EntryModel implements Model<State, Operation> {
    private static final State ABSENT = new State(null, 0, null, 0, Map.of());

    private final Set<String> confirmedIds;
    private final boolean deleteMayFindItsOwnWork;

    EntryModel(Collection<Operation> operations, boolean deleteMayFindItsOwnWork) {
        this.deleteMayFindItsOwnWork = deleteMayFindItsOwnWork;
        this.confirmedIds = operations.stream()
                .filter(operation -> operation.isWrite() && operation.result() == Result.OK)
                .map(Operation::revision)
                .filter(Objects::nonNull)
                .map(Revision::writeId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /**
     * Where the entry is.
     *
     * @param value null if it is absent
     * @param version 0 while open
     * @param unknownWriter the number of the unknown write of which the id is open; 0 if there is nothing open
     * @param met the ids that turned out to be those of unknown writes, so that no other write has them
     */
    record State(
            @Nullable Object value, long version, @Nullable String writeId, long unknownWriter, Map<String, Long> met) {
        boolean idKnown() {
            return unknownWriter == 0;
        }

        State absent() {
            return new State(null, 0, null, 0, met);
        }

        boolean isAbsent() {
            return value == null;
        }

        @Override
        public String toString() {
            return isAbsent() ? "absent" : value + " at version " + version + " by " + (idKnown() ? writeId : "?");
        }
    }

    @Override
    public State initial() {
        return ABSENT;
    }

    @Override
    public @Nullable State apply(State state, Operation operation) {
        return switch (operation.kind()) {
            case GET -> get(state, operation);
            case PUT -> written(state, operation);
            case CREATE -> create(state, operation);
            case UPDATE -> update(state, operation);
            case MODIFY -> modify(state, operation);
            case DELETE -> delete(state, operation);
            case DELETE_AT -> deleteAt(state, operation);
        };
    }

    private @Nullable State get(State state, Operation get) {
        if (get.result() == Result.ABSENT || state.isAbsent()) {
            return get.result() == Result.ABSENT && state.isAbsent() ? state : null;
        }
        return Objects.equals(state.value(), get.value()) ? met(state, requireNonNull(get.revision())) : null;
    }

    private @Nullable State create(State state, Operation create) {
        if (create.result() == Result.EXISTS) {
            return refused(state, create);
        }
        return state.isAbsent() ? written(state, create) : null;
    }

    private @Nullable State update(State state, Operation update) {
        Revision expected = requireNonNull(update.expected());
        return switch (update.result()) {
            case ABSENT -> state.isAbsent() ? state : null;
            case MODIFIED -> isCertainly(state, expected) ? null : refused(state, update);
            default -> {
                State found = met(state, expected);
                yield found == null ? null : written(found, update);
            }
        };
    }

    private @Nullable State modify(State state, Operation modify) {
        if (modify.result() == Result.ABSENT || state.isAbsent()) {
            return modify.result() == Result.ABSENT && state.isAbsent() ? state : null;
        }
        Object changed = requireNonNull(modify.change()).apply(requireNonNull(state.value()));
        if (modify.result() == Result.OK && !changed.equals(modify.value())) {
            return null;
        }
        return written(state, changed, modify);
    }

    private @Nullable State delete(State state, Operation delete) {
        boolean mayBeAbsent = delete.result() == Result.ABSENT || deleteMayFindItsOwnWork;
        boolean mayBeThere = delete.result() != Result.ABSENT;
        return (state.isAbsent() ? mayBeAbsent : mayBeThere) ? state.absent() : null;
    }

    private @Nullable State deleteAt(State state, Operation delete) {
        Revision expected = requireNonNull(delete.expected());
        return switch (delete.result()) {
            case ABSENT -> state.isAbsent() ? state : null;
            case MODIFIED -> isCertainly(state, expected) ? null : refused(state, delete);
            case OK -> state.isAbsent() && deleteMayFindItsOwnWork ? state : deleted(state, expected);
            default -> deleted(state, expected);
        };
    }

    private @Nullable State deleted(State state, Revision expected) {
        State found = met(state, expected);
        return found == null ? null : found.absent();
    }

    private @Nullable State refused(State state, Operation operation) {
        if (state.isAbsent() || operation.revision() == null) {
            return state.isAbsent() ? null : state;
        }
        return operation.revision().equals(operation.expected()) ? null : met(state, operation.revision());
    }

    private @Nullable State written(State state, Operation write) {
        return written(state, requireNonNull(write.value()), write);
    }

    private static @Nullable State written(State state, Object value, Operation write) {
        Revision revision = write.revision();
        long next = state.version() == 0 ? 0 : state.version() + 1;
        if (write.result() == Result.UNKNOWN) {
            return revision == null
                    ? new State(value, next, null, write.number(), state.met())
                    : new State(value, next, revision.writeId(), 0, state.met());
        }
        requireNonNull(revision);
        if (next != 0 && revision.version() != next) {
            return null;
        }
        return new State(value, revision.version(), revision.writeId(), 0, state.met());
    }

    /** The state if it is at the revision or can turn out to be; what was open about it is then settled. */
    private @Nullable State met(State state, Revision revision) {
        if (state.isAbsent() || (state.version() != 0 && state.version() != revision.version())) {
            return null;
        }
        if (state.idKnown()) {
            boolean same = Objects.equals(state.writeId(), revision.writeId());
            return same ? new State(state.value(), revision.version(), revision.writeId(), 0, state.met()) : null;
        }
        String id = revision.writeId();
        if (id == null
                || confirmedIds.contains(id)
                || state.met().getOrDefault(id, state.unknownWriter()) != state.unknownWriter()) {
            return null;
        }
        Map<String, Long> met = new HashMap<>(state.met());
        met.put(id, state.unknownWriter());
        return new State(state.value(), revision.version(), id, 0, Map.copyOf(met));
    }

    private static boolean isCertainly(State state, Revision revision) {
        return !state.isAbsent()
                && state.idKnown()
                && state.version() == revision.version()
                && Objects.equals(state.writeId(), revision.writeId());
    }
}
