package io.dynastore.embedded.internal.operation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The details of consumed capacity that a request asks for. */
enum Returns {
    NONE,
    TOTAL,
    INDEXES;

    static final String[] NAMES = {"INDEXES", "TOTAL", "NONE"};

    static Returns of(Input input) {
        return valueOf(input.text("ReturnConsumedCapacity", "NONE"));
    }

    /** Adds the capacity of one table to a reply. */
    void put(Map<String, @Nullable Object> reply, Capacity capacity) {
        if (this != NONE) {
            reply.put("ConsumedCapacity", capacity.toTree(this == INDEXES));
        }
    }

    /** Adds the capacity of several tables to a reply. */
    void put(Map<String, @Nullable Object> reply, Iterable<Capacity> capacities) {
        if (this != NONE) {
            List<Object> trees = new java.util.ArrayList<>();
            capacities.forEach(capacity -> trees.add(capacity.toTree(this == INDEXES)));
            reply.put("ConsumedCapacity", trees);
        }
    }

    static Map<String, @Nullable Object> reply() {
        return new LinkedHashMap<>();
    }
}
