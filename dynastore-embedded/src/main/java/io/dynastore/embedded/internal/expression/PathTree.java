package io.dynastore.embedded.internal.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Paths that neither overlap nor conflict, as a tree with a value at the end of each path. It is not changed once it is built.
 *
 * @param <T> the type of the values
 */
final class PathTree<T> {
    private final Map<String, PathTree<T>> members = new LinkedHashMap<>();
    private final NavigableMap<Long, PathTree<T>> elements = new TreeMap<>();
    private @Nullable T end;

    /** Adds a path. */
    void put(Path path, T atEnd) {
        PathTree<T> tree = child(members, path.attribute());
        for (Step step : path.steps()) {
            tree = step instanceof Step.Element element
                    ? child(tree.elements, element.position())
                    : child(tree.members, ((Step.Member) step).name());
        }
        tree.end = atEnd;
    }

    private static <K, T> PathTree<T> child(Map<K, PathTree<T>> children, K key) {
        return children.computeIfAbsent(key, any -> new PathTree<>());
    }

    /** {@return the value if a path ends here, or null if paths continue from here} */
    @Nullable
    T end() {
        return end;
    }

    /** {@return the trees of the members of a map at this place} */
    Map<String, PathTree<T>> members() {
        return members;
    }

    /** {@return the trees of the elements of a list at this place, in their order} */
    NavigableMap<Long, PathTree<T>> elements() {
        return elements;
    }
}
