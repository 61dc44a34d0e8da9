package io.dynastore.history;

import io.dynastore.Revision;
import io.dynastore.history.Operation.Kind;
import io.dynastore.history.Operation.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Histories that are linearizable because they were made in an order, and only then spread out to overlap. */
final class RandomHistory {
    private static final int STEP = 100;
    private static final List<Kind> KINDS = List.of(Kind.values());

    private final Random random;
    private final double unknown;
    private final int overlap;
    private final Map<String, @Nullable Revision> revisions = new HashMap<>();
    private final Map<Revision, Object> values = new HashMap<>();
    private final Map<String, List<Revision>> past = new HashMap<>();
    private final List<Operation> operations = new ArrayList<>();

    RandomHistory(long seed, double unknown, int overlap) {
        this.random = new Random(seed);
        this.unknown = unknown;
        this.overlap = overlap;
    }

    List<Operation> operations(int count, int keys) {
        for (int i = 1; i <= count; i++) {
            operations.add(next(i, "key-" + random.nextInt(keys)));
        }
        return operations;
    }

    Object valueAt(Revision revision) {
        return values.get(revision);
    }

    private Operation next(int number, String key) {
        Revision current = revisions.get(key);
        List<Revision> seen = past.computeIfAbsent(key, name -> new ArrayList<>());
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        boolean conditional = kind == Kind.UPDATE || kind == Kind.DELETE_AT;
        if ((conditional && seen.isEmpty()) || (kind == Kind.DELETE && random.nextInt(4) > 0)) {
            kind = Kind.PUT;
            conditional = false;
        }
        Revision expected = !conditional
                ? null
                : current != null && random.nextInt(3) > 0 ? current : seen.get(random.nextInt(seen.size()));
        Result result = result(kind, current, expected);
        boolean write = kind != Kind.GET;
        boolean unknowable = write && random.nextDouble() < unknown;
        boolean happens = result == Result.OK && (!unknowable || random.nextBoolean());
        Object value = write ? "value-" + number : current == null ? null : values.get(current);
        Revision revision = result == Result.OK ? current : null;
        if (happens && write) {
            boolean deletes = kind == Kind.DELETE || kind == Kind.DELETE_AT;
            revision = deletes ? null : new Revision(current == null ? 1 : current.version() + 1, "id-" + number);
            revisions.put(key, revision);
            if (revision != null) {
                values.put(revision, value);
                seen.add(revision);
            }
        } else if (result == Result.MODIFIED || result == Result.EXISTS) {
            revision = random.nextBoolean() ? current : null;
        }
        long at = (long) (number + overlap) * STEP;
        Operation operation = new Operation(
                number,
                kind,
                key,
                expected,
                value,
                before -> value,
                result,
                revision,
                at - 1 - random.nextInt(overlap * STEP),
                at + 1 + random.nextInt(overlap * STEP),
                false);
        return unknowable ? operation.with(Result.UNKNOWN, null) : operation;
    }

    private static Result result(Kind kind, @Nullable Revision current, @Nullable Revision expected) {
        return switch (kind) {
            case PUT -> Result.OK;
            case CREATE -> current == null ? Result.OK : Result.EXISTS;
            case GET, MODIFY, DELETE -> current == null ? Result.ABSENT : Result.OK;
            case UPDATE, DELETE_AT ->
                current == null ? Result.ABSENT : current.equals(expected) ? Result.OK : Result.MODIFIED;
        };
    }
}
