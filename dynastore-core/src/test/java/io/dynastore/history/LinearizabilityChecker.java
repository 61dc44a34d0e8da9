package io.dynastore.history;

import io.dynastore.history.Operation.Result;
import io.dynastore.testkit.history.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Says whether a history is linearizable: whether each operation can be thought to happen at one moment between its call
 * and its return, so that a store without concurrency would have given the same results. Keys are checked one by one,
 * which comes to the same. Immutable.
 */
public final class LinearizabilityChecker {
    private final boolean deleteMayFindItsOwnWork;
    private final int repetitions;

    private LinearizabilityChecker(boolean deleteMayFindItsOwnWork, int repetitions) {
        this.deleteMayFindItsOwnWork = deleteMayFindItsOwnWork;
        this.repetitions = repetitions;
    }

    /** Each operation takes effect once, and says what it did. */
    public static LinearizabilityChecker strict() {
        return new LinearizabilityChecker(false, 0);
    }

    /**
     * Allows what a delete whose reply was lost cannot know: it succeeds, and {@code delete(key)} says true, where nothing is
     * (any more).
     */
    public LinearizabilityChecker deleteMayFindItsOwnWork() {
        return new LinearizabilityChecker(true, repetitions);
    }

    /**
     * Allows a put, create, update or delete to take effect again while it runs, as each retry can, where its condition
     * holds again: so many times more.
     */
    public LinearizabilityChecker writesMayRepeat(int times) {
        return new LinearizabilityChecker(deleteMayFindItsOwnWork, times);
    }

    /** Throws an AssertionError that tells how far an explanation got, if there is none for the whole history. */
    public void check(History history) {
        violation(history).ifPresent(violation -> {
            throw new AssertionError(violation);
        });
    }

    /** Why the history is not linearizable; empty if it is. */
    public Optional<String> violation(History history) {
        for (Map.Entry<String, List<Operation>> key : new TreeMap<>(history.byKey()).entrySet()) {
            List<Operation> operations = withRepetitions(key.getValue());
            Optional<String> violation =
                    Search.violation(new EntryModel(operations, deleteMayFindItsOwnWork), operations);
            if (violation.isPresent()) {
                return Optional.of("Key " + key.getKey() + " is not linearizable. " + violation.get());
            }
        }
        return Optional.empty();
    }

    private List<Operation> withRepetitions(List<Operation> operations) {
        List<Operation> all = new ArrayList<>(operations);
        for (int i = 0; i < repetitions; i++) {
            operations.stream()
                    .filter(operation -> switch (operation.kind()) {
                        case PUT, DELETE -> true;
                        case CREATE, UPDATE, DELETE_AT ->
                            operation.result() == Result.OK || operation.result() == Result.UNKNOWN;
                        case GET, MODIFY -> false;
                    })
                    .map(Operation::repeated)
                    .forEach(all::add);
        }
        return all;
    }
}
