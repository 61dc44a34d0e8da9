package io.dynastore.spring.observation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remembers what a function returned, for the first keys that it was asked for: an application may have any number of tables and
 * partitions. Thread-safe.
 */
final class Bounded<K, V> {
    private static final int MAX_KEYS = 1_000;

    private final Function<K, V> function;
    private final Map<K, V> known = new ConcurrentHashMap<>();

    Bounded(Function<K, V> function) {
        this.function = function;
    }

    int size() {
        return known.size();
    }

    V of(K key) {
        V value = known.get(key);
        if (value == null) {
            value = function.apply(key);
            if (known.size() < MAX_KEYS) {
                known.put(key, value);
            }
        }
        return value;
    }
}
