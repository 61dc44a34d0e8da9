package io.dynastore.embedded.internal.shape;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A map whose keys the client chose.
 *
 * @param type its type in Java, as messages name it
 * @param key the shape of its keys
 * @param value the shape of its values
 * @param least the smallest number of entries
 * @param most the largest number of entries
 */
record MapShape(String type, TextShape key, Shape value, int least, int most) implements Shape {
    static MapShape of(String valueType, Shape value) {
        return new MapShape(type(valueType), TextShape.ANY, value, 0, Integer.MAX_VALUE);
    }

    /** Returns a map whose keys name tables. */
    static MapShape byTable(String valueType, Shape value, int most) {
        return new MapShape(type(valueType), TextShape.TABLE_NAME, value, 1, most);
    }

    private static String type(String valueType) {
        return "java.util.Map<java.lang.String, " + valueType + ">";
    }

    @Override
    public void checkType(Object tree) {
        if (!(tree instanceof Map<?, ?> map)) {
            throw Mismatch.collection(tree, type);
        }
        for (Object each : map.values()) {
            if (each != null) {
                Mismatch.checkElement(value, each);
                value.checkType(each);
            }
        }
    }

    @Override
    public void validate(String path, Object tree, Violations violations) {
        if (value == ValueShape.ANY) {
            return; // Items have no constraints in the model, but may have many attributes.
        }
        Map<?, ?> map = (Map<?, ?>) tree;
        if (map.size() < least || map.size() > most) {
            violations.checkLength(path, shown(map), map.size(), least, most);
        }
        if (map.keySet().stream().anyMatch(each -> !key.allows((String) each))) {
            violations.add(path, shown(map), "Map keys must satisfy constraint: " + key.constraints());
        }
        if (map.values().stream().anyMatch(each -> each != null && !value.allowsInMap(each))) {
            violations.add(path, shown(map), "Map value must satisfy constraint: " + value.constraints());
        }
        map.forEach((name, each) -> {
            if (each != null) {
                value.validateInside(path + "." + name + ".member", each, violations);
            }
        });
    }

    @Override
    public String shown(@Nullable Object tree) {
        return tree instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + value.shown(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"))
                : "null";
    }
}
