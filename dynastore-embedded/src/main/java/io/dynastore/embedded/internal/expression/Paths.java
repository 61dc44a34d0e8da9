package io.dynastore.embedded.internal.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** Checks the paths of a projection or of an update's actions against each other. */
final class Paths {
    private Paths() {}

    /**
     * Checks that no path equals another or leads into it, and that no two paths treat the same value as a map and as a list.
     * DynamoDB checks for all overlaps first.
     */
    static void checkApart(Parameter parameter, List<Path> paths) {
        check(parameter, paths, "overlap", Path::overlaps);
        check(parameter, paths, "conflict", Path::conflictsWith);
    }

    private static void check(Parameter parameter, List<Path> paths, String relation, BiPredicate<Path, Path> related) {
        // Only paths of the same attribute can be related, and there may be two thousand attributes.
        Map<String, List<Path>> earlier = new HashMap<>();
        for (Path second : paths) {
            List<Path> candidates = earlier.computeIfAbsent(second.attribute(), any -> new ArrayList<>());
            for (Path first : candidates) {
                if (related.test(first, second)) {
                    throw parameter.invalid("Two document paths " + relation
                            + " with each other; must remove or rewrite one of these paths; path one: " + first
                            + ", path two: " + second);
                }
            }
            candidates.add(second);
        }
    }
}
