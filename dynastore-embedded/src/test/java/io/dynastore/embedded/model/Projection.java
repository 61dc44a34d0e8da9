package io.dynastore.embedded.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The values at some paths of an item, in the item's structure; the selected elements of a list close ranks. */
final class Projection {
    private Projection() {}

    static Map<String, AttributeValue> of(Map<String, AttributeValue> item, List<Path> paths) {
        AttributeValue picked =
                pick(AttributeValue.fromM(item), paths.stream().map(Path::steps).toList());
        return picked == null ? Map.of() : picked.m();
    }

    private static @Nullable AttributeValue pick(AttributeValue from, List<List<Object>> paths) {
        if (paths.contains(List.of())) {
            return from;
        }
        if (from.hasM()) {
            Map<String, AttributeValue> members = new TreeMap<>();
            from.m().forEach((name, member) -> {
                AttributeValue picked = below(member, name, paths);
                if (picked != null) {
                    members.put(name, picked);
                }
            });
            return members.isEmpty() ? null : AttributeValue.fromM(members);
        }
        List<AttributeValue> elements = new ArrayList<>();
        if (from.hasL()) {
            for (int i = 0; i < from.l().size(); i++) {
                elements.add(below(from.l().get(i), i, paths));
            }
            elements.removeIf(Objects::isNull);
        }
        return elements.isEmpty() ? null : AttributeValue.fromL(elements);
    }

    private static @Nullable AttributeValue below(AttributeValue child, Object step, List<List<Object>> paths) {
        List<List<Object>> rest = paths.stream()
                .filter(path -> path.get(0).equals(step))
                .map(path -> path.subList(1, path.size()))
                .toList();
        return rest.isEmpty() ? null : pick(child, rest);
    }
}
