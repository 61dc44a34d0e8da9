package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A secondary index.
 *
 * @param name its name
 * @param global whether it is global rather than local
 * @param key its key
 * @param projectsAll whether it contains all attributes of an item
 * @param projected the attributes that it contains otherwise: those of both keys and those that the request named
 */
public record IndexSchema(String name, boolean global, KeySchema key, boolean projectsAll, Set<String> projected) {
    /** {@return the part of an item that the index contains} */
    public Item project(Item item) {
        if (projectsAll) {
            return item;
        }
        Map<String, Value> part = new LinkedHashMap<>();
        item.attributes().forEach((name, value) -> {
            if (projected.contains(name)) {
                part.put(name, value);
            }
        });
        return new Item(part);
    }
}
