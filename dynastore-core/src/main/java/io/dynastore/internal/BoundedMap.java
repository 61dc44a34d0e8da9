package io.dynastore.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that forgets the entry that was not accessed for longest when it gets too large. Not thread-safe.
 *
 * @param <V> the type of the values
 */
public final class BoundedMap<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1L;

    /** The greatest number of entries. */
    private final int max;

    /**
     * Creates an empty map.
     *
     * @param max the greatest number of entries
     */
    public BoundedMap(int max) {
        super(16, 0.75f, true);
        this.max = max;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > max;
    }
}
