package io.dynastore.embedded.internal.storage;

import java.util.Map;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** A map of which {@link #put} and {@link #remove(Object)} list each change, in the order in which the changes are made. */
final class JournaledMap<K, V> extends MVMap<K, V> {
    private final MapType<K, V> type;
    private final Changes changes;

    private JournaledMap(Map<String, Object> config, MapType<K, V> type, Changes changes) {
        super(config, type.keys(), type.values());
        this.type = type;
        this.changes = changes;
    }

    @Override
    public @Nullable V put(K key, V value) {
        synchronized (changes) {
            changes.put(getId(), type, key, value);
            return super.put(key, value);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable V remove(Object key) {
        synchronized (changes) {
            changes.remove(getId(), type, (K) key);
            return super.remove(key);
        }
    }

    /** Opens the maps of one type. */
    static final class Builder<K, V> extends BasicBuilder<JournaledMap<K, V>, K, V> {
        private final MapType<K, V> type;
        private final Changes changes;

        Builder(MapType<K, V> type, Changes changes) {
            this.type = type;
            this.changes = changes;
            setKeyType(type.keys());
            setValueType(type.values());
        }

        @Override
        protected JournaledMap<K, V> create(Map<String, Object> config) {
            return new JournaledMap<>(config, type, changes);
        }
    }
}
