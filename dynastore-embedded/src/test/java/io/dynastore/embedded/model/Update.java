package io.dynastore.embedded.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An update of an item: its four clauses. */
record Update(List<Assignment> sets, List<Path> removes, List<Change> adds, List<Change> deletes) {
    /** The mark of a value to be removed, which keeps its place until positions no longer matter. */
    private static final AttributeValue REMOVED = AttributeValue.fromS("\0 removed");

    /** One action of SET. */
    record Assignment(Path path, Expr value) {}

    /** One action of ADD or DELETE. */
    record Change(Path path, AttributeValue operand) {}

    /** Returns all paths that are updated. */
    List<Path> paths() {
        return Stream.of(
                        sets.stream().map(Assignment::path),
                        removes.stream(),
                        adds.stream().map(Change::path),
                        deletes.stream().map(Change::path))
                .flatMap(stream -> stream)
                .toList();
    }

    /** Returns whether nothing is written, so that no item is created. */
    boolean onlyRemoves() {
        return sets.isEmpty() && adds.isEmpty() && deletes.isEmpty();
    }

    Map<String, AttributeValue> applyTo(Map<String, AttributeValue> before) {
        Map<String, AttributeValue> after = new TreeMap<>(before);
        for (Change add : adds) {
            after.put(add.path().root(), added(add.path().in(before), Values.normal(add.operand())));
        }
        for (Change delete : deletes) {
            AttributeValue rest = rest(delete.path().in(before), Values.normal(delete.operand()));
            if (rest == null) {
                after.remove(delete.path().root());
            } else {
                after.put(delete.path().root(), rest);
            }
        }
        return removed(before, assigned(before, after));
    }

    private Map<String, AttributeValue> assigned(Map<String, AttributeValue> before, Map<String, AttributeValue> item) {
        Map<String, AttributeValue> after = item;
        // Values beyond the end of a list are appended in the order of their positions.
        List<Assignment> ordered = new ArrayList<>(sets);
        ordered.sort(Comparator.comparingInt(set -> set.path().last() instanceof Integer index ? index : 0));
        for (Assignment set : ordered) {
            requireParent(before, set.path());
            after = set.path().set(after, set.value().in(before));
        }
        return after;
    }

    private Map<String, AttributeValue> removed(Map<String, AttributeValue> before, Map<String, AttributeValue> item) {
        Map<String, AttributeValue> after = item;
        for (Path remove : removes) {
            requireParent(before, remove);
            if (remove.in(before) != null) {
                after = remove.set(after, REMOVED);
            }
        }
        return swept(AttributeValue.fromM(after)).m();
    }

    private static void requireParent(Map<String, AttributeValue> before, Path path) {
        AttributeValue parent = path.isNested() ? path.parent().in(before) : AttributeValue.fromM(before);
        if (parent == null || !(path.last() instanceof Integer ? parent.hasL() : parent.hasM())) {
            throw Refused.invalid("invalid path " + path);
        }
    }

    private static AttributeValue swept(AttributeValue value) {
        if (value.hasL()) {
            return AttributeValue.fromL(value.l().stream()
                    .filter(element -> !element.equals(REMOVED))
                    .map(Update::swept)
                    .toList());
        }
        if (value.hasM()) {
            Map<String, AttributeValue> members = new TreeMap<>();
            value.m().forEach((name, member) -> {
                if (!member.equals(REMOVED)) {
                    members.put(name, swept(member));
                }
            });
            return AttributeValue.fromM(members);
        }
        return value;
    }

    private static AttributeValue added(@Nullable AttributeValue old, AttributeValue operand) {
        if (old == null) {
            return operand;
        }
        requireSameType(old, operand);
        return operand.type() == AttributeValue.Type.N
                ? Expr.Arithmetic.compute(old.n(), operand.n(), true)
                : Sets.of(operand.type(), Stream.concat(Sets.elements(old), Sets.elements(operand)));
    }

    private static @Nullable AttributeValue rest(@Nullable AttributeValue old, AttributeValue operand) {
        if (old == null) {
            return null;
        }
        requireSameType(old, operand);
        List<AttributeValue> gone = Sets.elements(operand).toList();
        List<AttributeValue> kept =
                Sets.elements(old).filter(element -> !gone.contains(element)).toList();
        return kept.isEmpty() ? null : Sets.of(operand.type(), kept.stream());
    }

    private static void requireSameType(AttributeValue old, AttributeValue operand) {
        if (old.type() != operand.type()) {
            throw Refused.invalid("another type of operand");
        }
    }
}
