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

    /** What a write does: the item before and after, null where there is none. */
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
            throw Refused.invalid("a key of an index of another type");
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
        if (before == null && update.onlyRemoves()) {
            return null;
        }
        if (before == null && update.sets().isEmpty() && update.adds().isEmpty()) {
            throw new Unspecified("DELETE of what is in no item");
        }
        if (before == null && update.removes().stream().anyMatch(Path::isNested)) {
            throw new Unspecified("REMOVE of what is in no item");
        }
        Map<String, AttributeValue> after = update.applyTo(before == null ? write.key() : before);
        if (!hasKeyTypes(after)) {
            throw Refused.invalid("a key of an index of another type");
        }
        return after;
    }

    /** Whether a write is valid whatever item it finds. */
    boolean allows(Write write) {
        return write.kind() != Write.Kind.PUT || hasKeyTypes(write.attributes());
    }

    /** Attributes of indexes' keys may be missing, but not of another type, nor empty. */
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

    /** All items of the table or of one of its indexes, whole. An item of a wrong type is not in an index. */
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

    /** The item as an index has it. */
    Map<String, AttributeValue> seenBy(@Nullable Index index, Map<String, AttributeValue> item) {
        Set<String> projected = shape.projected(index);
        if (projected == null) {
            return item;
        }
        Map<String, AttributeValue> seen = new TreeMap<>(item);
        seen.keySet().retainAll(projected);
        return seen;
    }

    /** The item as a list of an index returns it: what a local index lacks is read from the table if it is asked for. */
    Map<String, AttributeValue> listed(
            @Nullable Index index, Map<String, AttributeValue> item, @Nullable List<Path> projection, boolean all) {
        boolean completed = index != null && !index.global() && (projection != null || all);
        Map<String, AttributeValue> seen = completed ? item : seenBy(index, item);
        return projection == null ? seen : Projection.of(seen, projection);
    }
}
