package io.dynastore.embedded.internal.storage;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** Sorted maps by their names. Thread-safe. */
interface Maps {
    /** Opens a map, which is created if it is absent. */
    <K, V> MVMap<K, V> map(String name, MapType<K, V> type);

    /** Removes a map, which no thread may be using. */
    void remove(MVMap<?, ?> map);

    /** Closes all maps. Closing again does nothing. */
    void close();

    /** Maps in memory. */
    record InMemory(MVStore store) implements Maps {
        public InMemory {
            store.setVersionsToKeep(0);
        }

        @Override
        public <K, V> MVMap<K, V> map(String name, MapType<K, V> type) {
            return store.openMap(
                    name, new MVMap.Builder<K, V>().keyType(type.keys()).valueType(type.values()));
        }

        @Override
        public void remove(MVMap<?, ?> map) {
            store.removeMap(map);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
