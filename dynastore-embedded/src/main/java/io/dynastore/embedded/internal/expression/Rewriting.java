package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.wire.ApiError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies all edits of an item at once, so that each of them refers to the positions that lists had before. */
final class Rewriting {
    private Rewriting() {}

    /** {@return a copy of an item or a map with its members edited} */
    static Map<String, Value> members(PathTree<Edit> edits, Map<String, Value> members) {
        Map<String, Value> result = new LinkedHashMap<>(members);
        edits.members().forEach((name, edit) -> {
            Value changed = value(edit, members.get(name));
            if (changed == null) {
                result.remove(name);
            } else {
                result.put(name, changed);
            }
        });
        return result;
    }

    private static @Nullable Value value(PathTree<Edit> edits, @Nullable Value value) {
        Edit end = edits.end();
        if (end != null) {
            return end.apply(value);
        }
        if (value instanceof Value.Document map && edits.elements().isEmpty()) {
            return new Value.Document(Collections.unmodifiableMap(members(edits, map.members())));
        }
        if (value instanceof Value.Array list && edits.members().isEmpty()) {
            return new Value.Array(Collections.unmodifiableList(elements(edits, list.elements())));
        }
        throw ApiError.validation("The document path provided in the update expression is invalid for update");
    }

    /** Edits elements in their order; values set beyond the end are appended in the order of their positions. */
    private static List<Value> elements(PathTree<Edit> edits, List<Value> elements) {
        List<Value> result = new ArrayList<>(elements.size() + 1);
        for (int position = 0; position < elements.size(); position++) {
            PathTree<Edit> edit = edits.elements().get((long) position);
            Value element = elements.get(position);
            addUnlessNull(result, edit == null ? element : value(edit, element));
        }
        edits.elements()
                .tailMap((long) elements.size())
                .values()
                .forEach(edit -> addUnlessNull(result, value(edit, null)));
        return result;
    }

    private static void addUnlessNull(List<Value> elements, @Nullable Value element) {
        if (element != null) {
            elements.add(element);
        }
    }
}
