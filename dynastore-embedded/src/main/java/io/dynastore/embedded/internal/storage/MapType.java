package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Item;
import java.util.List;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.StringDataType;

/**
 * The types of a map's keys and values.
 *
 * @param number how the journal names it
 * @param keys the type of the keys
 * @param values the type of the values
 */
record MapType<K, V>(int number, DataType<K> keys, DataType<V> values) {
    static final MapType<byte[], Item> ITEMS = new MapType<>(0, ByteArrayDataType.INSTANCE, ItemType.INSTANCE);

    static final MapType<byte[], byte[]> BYTES =
            new MapType<>(1, ByteArrayDataType.INSTANCE, ByteArrayDataType.INSTANCE);

    static final MapType<String, byte[]> NAMED = new MapType<>(2, StringDataType.INSTANCE, ByteArrayDataType.INSTANCE);

    private static final List<MapType<?, ?>> ALL = List.of(ITEMS, BYTES, NAMED);

    /** {@return the type with the number} */
    static MapType<?, ?> of(int number) {
        return ALL.get(number);
    }
}
