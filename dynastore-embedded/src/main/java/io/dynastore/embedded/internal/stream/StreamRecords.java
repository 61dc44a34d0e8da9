package io.dynastore.embedded.internal.stream;

import io.dynastore.embedded.internal.value.Item;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/** The records of a stream by the numbers of their shards and their sequence numbers. As thread-safe as its map. */
final class StreamRecords {
    private final MVMap<byte[], Item> records;

    StreamRecords(MVMap<byte[], Item> records) {
        this.records = records;
    }

    MVMap<?, ?> map() {
        return records;
    }

    private static byte[] key(int shard, long sequence) {
        return ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(shard)
                .putLong(sequence)
                .array();
    }

    private static boolean isIn(int shard, byte[] key) {
        return ByteBuffer.wrap(key).getInt() == shard;
    }

    private static long sequence(byte[] key) {
        return ByteBuffer.wrap(key).getLong(Integer.BYTES);
    }

    void put(int shard, long sequence, StreamRecord record) {
        records.put(key(shard, sequence), record.toItem());
    }

    /** Returns the sequence number of the last record of a shard, or the given one if there is no record. */
    long last(int shard, long otherwise) {
        byte[] last = records.floorKey(key(shard, Long.MAX_VALUE));
        return last == null || !isIn(shard, last) ? otherwise : sequence(last);
    }

    /** Returns whether the first record of a shard was made before a time. */
    boolean hasOlder(int shard, long time) {
        Cursor<byte[], Item> first = records.cursor(key(shard, 0), null, false);
        return first.hasNext() && isIn(shard, first.next()) && StreamRecord.created(first.getValue()) < time;
    }

    /** Returns the sequence number of the last of the first records of a shard that were made before a time; -1 if none was. */
    long lastOlder(int shard, long time) {
        long last = -1;
        Cursor<byte[], Item> all = records.cursor(key(shard, 0), null, false);
        while (all.hasNext()) {
            byte[] key = all.next();
            if (!isIn(shard, key) || StreamRecord.created(all.getValue()) >= time) {
                break;
            }
            last = sequence(key);
        }
        return last;
    }

    /** Removes the records of a shard up to a sequence number. */
    void removeUpTo(int shard, long sequence) {
        List<byte[]> removed = new ArrayList<>();
        Iterator<byte[]> keys = records.keyIterator(key(shard, 0));
        while (keys.hasNext()) {
            byte[] key = keys.next();
            if (!isIn(shard, key) || sequence(key) > sequence) {
                break;
            }
            removed.add(key);
        }
        removed.forEach(records::remove);
    }

    /** Returns the records of a shard from a sequence number on: at most some of them, and beyond the first at most some bytes. */
    List<StreamPage.Numbered> page(int shard, long from, int most, long mostBytes) {
        List<StreamPage.Numbered> page = new ArrayList<>();
        long bytes = 0;
        Cursor<byte[], Item> all = records.cursor(key(shard, from), null, false);
        while (all.hasNext() && page.size() < most) {
            byte[] key = all.next();
            if (!isIn(shard, key)) {
                break;
            }
            StreamRecord record = StreamRecord.of(all.getValue());
            bytes += record.size();
            if (bytes > mostBytes && !page.isEmpty()) {
                break;
            }
            page.add(new StreamPage.Numbered(sequence(key), record));
        }
        return page;
    }
}
