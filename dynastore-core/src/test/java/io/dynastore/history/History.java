package io.dynastore.history;

import io.dynastore.Entry;
import io.dynastore.Revision;
import io.dynastore.history.Operation.Kind;
import io.dynastore.history.Operation.Result;
import io.dynastore.testkit.history.Recorder;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What several threads did with entries, in the order in which calls began and ended. Open an operation right before the
 * call, and close it with its outcome right after; one that is never closed counts as unknown. Keys are absent at first.
 * Give each write a value of its own where you can: an unknown write is told apart by nothing else. Thread-safe.
 */
public final class History {
    private final Recorder<Operation> recorder = new Recorder<>();

    public Running get(String key) {
        return open(Kind.GET, key, null, null, null);
    }

    public Running put(String key, Object value) {
        return open(Kind.PUT, key, null, value, null);
    }

    public Running create(String key, Object value) {
        return open(Kind.CREATE, key, null, value, null);
    }

    public Running update(String key, Revision expected, Object value) {
        return open(Kind.UPDATE, key, expected, value, null);
    }

    /** A read, change and write that is one step to its caller. The change must be pure: the checker calls it as well. */
    public Running modify(String key, UnaryOperator<Object> change) {
        return open(Kind.MODIFY, key, null, null, change);
    }

    public Running delete(String key) {
        return open(Kind.DELETE, key, null, null, null);
    }

    public Running delete(String key, Revision expected) {
        return open(Kind.DELETE_AT, key, expected, null, null);
    }

    /** How many operations there are, open ones included. */
    public int size() {
        return recorder.events().size();
    }

    void add(Operation operation) {
        recorder.add(operation);
    }

    /** All operations by key. */
    Map<String, List<Operation>> byKey() {
        return recorder.events().stream().collect(Collectors.groupingBy(Operation::key));
    }

    private Running open(
            Kind kind,
            String key,
            @Nullable Revision expected,
            @Nullable Object value,
            @Nullable UnaryOperator<Object> change) {
        return new Running(recorder.begin((number, now) -> new Operation(
                number, kind, key, expected, value, change, Result.UNKNOWN, null, now, Operation.NEVER, true)));
    }

    /** An operation between its call and its outcome. Close it once. */
    public final class Running {
        private final Operation operation;

        private Running(Operation operation) {
            this.operation = operation;
        }

        /** It succeeded; of a {@code delete(key)}: there was an entry. */
        public void ok() {
            close(Result.OK, operation.value(), null);
        }

        /** The write succeeded with this revision. */
        public void ok(Revision written) {
            close(Result.OK, operation.value(), written);
        }

        /** The read, write or modify gave this entry. */
        public void ok(Entry<?> entry) {
            close(Result.OK, entry.value(), entry.revision());
        }

        /** The read or modify gave this value at this revision. */
        public void ok(Object value, Revision revision) {
            close(Result.OK, value, revision);
        }

        /** There was no entry; of a {@code delete(key)}: it returned false. */
        public void absent() {
            close(Result.ABSENT, operation.value(), null);
        }

        /** The create was refused, because of the entry at this revision if that is known. */
        public void exists(@Nullable Revision current) {
            close(Result.EXISTS, operation.value(), current);
        }

        /** The conditional write was refused, because of the entry at this revision if that is known. */
        public void modified(@Nullable Revision current) {
            close(Result.MODIFIED, operation.value(), current);
        }

        /** It may have happened, may happen later, or never. A read that failed is as if it never was. */
        public void unknown() {
            if (!operation.isWrite()) {
                noEffect();
            }
        }

        /** It has not happened and never will. */
        public void noEffect() {
            recorder.forget(operation);
        }

        private void close(Result result, @Nullable Object value, @Nullable Revision revision) {
            recorder.end(
                    operation,
                    now -> new Operation(
                            operation.number(),
                            operation.kind(),
                            operation.key(),
                            operation.expected(),
                            value,
                            operation.change(),
                            result,
                            revision,
                            operation.invoked(),
                            now,
                            false));
        }
    }
}
