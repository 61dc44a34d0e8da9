package io.dynastore.embedded.model;

import io.dynastore.embedded.model.Shape.Index;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table as a map of items in their normal form. Its indexes are computed when they are read. */
final class NaiveTable {
    private Shape shape;
    private final Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items = new HashMap<>();

    NaiveTable(Shape shape) {
        this.shape = shape;
    }

    /** The effect of a write: the item before and after it, null if there is none. */
    record Effect(
            @Nullable Map<String, AttributeValue> before,
            @Nullable Map<String, AttributeValue> after) {}

    Shape shape() {
        return shape;
    }

    void reshape(Shape other) {
        shape = other;
    }

    @Nullable
    Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
        return items.get(Values.normal(key));
    }

    Effect effect(Write write) {
        Map<String, AttributeValue> before = get(write.key());
        if (!allows(write)) {
            throw Refused.invalid("a key of an index of another type, or a part of one");
        }
        if (write.condition() != null && !write.condition().holds(before == null ? Map.of() : before)) {
            throw Refused.condition(write.itemOfFailure() ? before : null);
        }
        return new Effect(
                before,
                switch (write.kind()) {
                    case PUT -> Values.normal(write.attributes());
                    case UPDATE -> updated(before, write);
                    case DELETE -> null;
                    case CHECK -> before;
                });
    }

    private @Nullable Map<String, AttributeValue> updated(@Nullable Map<String, AttributeValue> before, Write write) {
        Update update = write.update();
        if (before != null && !hasKeyTypes(before)) {
            throw new Unspecified("an update of an item that is older than the index that it does not fit");
        }
        if (update == null) {
            return before == null ? write.key() : before;
        }
        if (before == null
                && !update.onlyRemoves()
                && update.sets().isEmpty()
                && update.adds().isEmpty()) {
            throw new Unspecified("DELETE of what is in no item");
        }
        if (before == null && update.removes().stream().anyMatch(Path::isNested)) {
            throw new Unspecified("REMOVE of what is in no item");
        }
        Map<String, AttributeValue> after = update.applyTo(before == null ? write.key() : before);
        if (before == null && update.onlyRemoves()) {
            return null;
        }
        if (!hasKeyTypes(after)) {
            throw Refused.invalid("a key of an index of another type");
        }
        return after;
    }

    /** Returns whether a write is valid regardless of the stored item. */
    boolean allows(Write write) {
        return write.kind() == Write.Kind.PUT ? hasKeyTypes(write.attributes()) : !entersKey(write.update());
    }

    private boolean entersKey(@Nullable Update update) {
        return update != null
                && update.paths().stream()
                        .anyMatch(path -> path.isNested() && shape.keyTypes().containsKey(path.root()));
    }

    /** Checks attributes of indexes' keys, which may be missing, but must not be empty or of another type. */
    private boolean hasKeyTypes(Map<String, AttributeValue> item) {
        return shape.keyTypes().entrySet().stream()
                .allMatch(key -> item.get(key.getKey()) == null || isKey(item.get(key.getKey()), key.getValue()));
    }

    private static boolean isKey(AttributeValue value, String type) {
        return Values.type(value).equals(type)
                && !(value.s() != null && value.s().isEmpty())
                && !(value.b() != null && value.b().asByteArray().length == 0);
    }

    void put(Map<String, AttributeValue> key, @Nullable Map<String, AttributeValue> item) {
        if (item == null) {
            items.remove(key);
        } else {
            items.put(key, item);
        }
    }

    /** Returns all complete items of the table or of one of its indexes. */
    List<Map<String, AttributeValue>> all(@Nullable Index index) {
        List<Map<String, AttributeValue>> all = new ArrayList<>(items.values());
        if (index != null) {
            index.key()
                    .types()
                    .forEach((name, type) ->
                            all.removeIf(item -> item.get(name) == null || !isKey(item.get(name), type)));
        }
        return all;
    }

    /** Returns the part of the item that an index contains. */
    Map<String, AttributeValue> seenBy(@Nullable Index index, Map<String, AttributeValue> item) {
        Set<String> projected = shape.projected(index);
        if (projected == null) {
            return item;
        }
        Map<String, AttributeValue> seen = new TreeMap<>(item);
        seen.keySet().retainAll(projected);
        return seen;
    }

    /** Returns the item as a query of an index returns it; a local index is completed from the table on request. */
    Map<String, AttributeValue> listed(
            @Nullable Index index, Map<String, AttributeValue> item, @Nullable List<Path> projection, boolean all) {
        boolean completed = index != null && !index.global() && (projection != null || all);
        Map<String, AttributeValue> seen = completed ? item : seenBy(index, item);
        return projection == null ? seen : Projection.of(seen, projection);
    }
}
