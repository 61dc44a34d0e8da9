package io.dynastore.embedded.internal.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Paths that neither overlap nor conflict, as a tree, each with something at its end. Nobody changes it once it is built.
 *
 * @param <T> what is at the end of each path
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

    /** {@return what is at the end of the path that leads here, or null if paths go on from here} */
    @Nullable
    T end() {
        return end;
    }

    /** {@return the trees of the members of a map that is here} */
    Map<String, PathTree<T>> members() {
        return members;
    }

    /** {@return the trees of the elements of a list that is here, in their order} */
    NavigableMap<Long, PathTree<T>> elements() {
        return elements;
    }
}
