package io.dynastore.embedded.internal.storage;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.WriteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The changes of maps that the journal does not contain yet, as bytes and in the order in which they were made. If they become
 * too many for the journal, they are no longer listed. Thread-safe.
 */
final class Changes {
    private static final byte PUT = 1;
    private static final byte REMOVE = 2;

    private final WriteBuffer out = new WriteBuffer(8 << 10);
    private final int most;
    private boolean listed;

    /**
     * Creates an empty list.
     *
     * @param most the largest number of bytes that are listed
     */
    Changes(int most) {
        this.most = most;
        clear();
    }

    synchronized <K, V> void put(int map, MapType<K, V> type, K key, V value) {
        add(PUT, map, type, key, value);
    }

    synchronized <K, V> void remove(int map, MapType<K, V> type, K key) {
        add(REMOVE, map, type, key, null);
    }

    private <K, V> void add(byte change, int map, MapType<K, V> type, K key, @Nullable V value) {
        if (!listed) {
            return;
        }
        out.put(change).putVarInt(map).put((byte) type.number());
        type.keys().write(out, key);
        if (value != null) {
            type.values().write(out, value);
        }
        if (size() > most) {
            clear();
            listed = false;
        }
    }

    /** {@return whether all changes are listed} */
    synchronized boolean areListed() {
        return listed;
    }

    /** {@return the number of bytes of the listed changes} */
    synchronized int size() {
        return out.position() - Journal.HEADER;
    }

    /** Removes all changes, and returns them as a record of the journal whose header is not written yet. */
    synchronized ByteBuffer take() {
        ByteBuffer record = ByteBuffer.allocate(out.position());
        record.put(out.getBuffer().duplicate().flip()).flip();
        clear();
        return record;
    }

    /** Removes all changes, and begins to list others. */
    synchronized void clear() {
        out.clear();
        out.position(Journal.HEADER);
        listed = true;
    }

    /**
     * Makes changes again.
     *
     * @param in their bytes
     * @param names the names of the maps by their numbers
     * @param maps the maps
     */
    static void replay(ByteBuffer in, IntFunction<String> names, Maps maps) {
        while (in.hasRemaining()) {
            byte change = in.get();
            String map = names.apply(DataUtils.readVarInt(in));
            replay(change, in, map, MapType.of(in.get()), maps);
        }
    }

    private static <K, V> void replay(byte change, ByteBuffer in, String name, MapType<K, V> type, Maps maps) {
        MVMap<K, V> map = maps.map(name, type);
        K key = type.keys().read(in);
        if (change == PUT) {
            map.put(key, type.values().read(in));
        } else {
            map.remove(key);
        }
    }
}
