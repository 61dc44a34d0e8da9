package io.dynastore.embedded.internal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/**
 * A file of records with the changes that were made since the maps were saved. Each record has a checksum, so that it counts as a
 * whole or not at all, and names the generation of the saved maps to which it belongs; a record of another generation does not
 * count. A thread that uses the journal must not be interrupted: an interrupt closes the file. Not thread-safe.
 */
final class Journal implements AutoCloseable {
    /** The bytes of a record's generation, length and checksum, before its content. */
    static final int HEADER = 3 * Integer.BYTES;

    private static final int LENGTH = Integer.BYTES;
    private static final int SUM = 2 * Integer.BYTES;

    private final FilePath path;
    private final FileChannel file;
    private final boolean fsync;
    private int generation;
    private long size;

    private Journal(FilePath path, FileChannel file, boolean fsync) {
        this.path = path;
        this.file = file;
        this.fsync = fsync;
    }

    /**
     * Opens a journal, which is created if it is absent.
     *
     * @param name the name of its file with the scheme of the file system
     * @param fsync whether a record is forced onto the disk
     */
    static Journal open(String name, boolean fsync) throws IOException {
        FilePath path = FilePath.get(name);
        return new Journal(path, path.open("rw"), fsync);
    }

    /**
     * Returns the content of the records of a generation, in their order. If the last record was not written completely, it is
     * passed over.
     *
     * @throws StoreException if a record before the last one is damaged
     */
    List<ByteBuffer> read(int expected) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
        while (all.hasRemaining() && file.read(all, all.position()) >= 0) {
            // Reads on.
        }
        all.flip();
        List<ByteBuffer> contents = new ArrayList<>();
        int at = 0;
        for (ByteBuffer next = content(all, at, expected); next != null; next = content(all, at, expected)) {
            contents.add(next);
            at += HEADER + next.remaining();
        }
        for (int later = at + 1; later < all.limit(); later++) {
            if (content(all, later, expected) != null) {
                throw StoreFailures.damagedJournal(path);
            }
        }
        return contents;
    }

    private static @Nullable ByteBuffer content(ByteBuffer all, int at, int generation) {
        int rest = all.limit() - at - HEADER;
        if (rest <= 0 || all.getInt(at) != generation) {
            return null;
        }
        int length = all.getInt(at + LENGTH);
        if (length <= 0 || length > rest) {
            return null;
        }
        return sum(all.slice(at, HEADER + length)) == all.getInt(at + SUM) ? all.slice(at + HEADER, length) : null;
    }

    /** Returns the checksum of a record, of which all but the checksum itself is a part. */
    private static int sum(ByteBuffer record) {
        CRC32C sum = new CRC32C();
        sum.update(record.slice(0, SUM));
        sum.update(record.slice(HEADER, record.limit() - HEADER));
        return (int) sum.getValue();
    }

    /** Empties the journal for another generation of the saved maps. */
    void begin(int next) throws IOException {
        file.truncate(0);
        generation = next;
        size = 0;
    }

    /**
     * Adds a record, unless it has no content. If that fails, the record may count or not, and no other may be added.
     *
     * @param record the record, whose header is written by this method
     */
    void add(ByteBuffer record) throws IOException {
        int length = record.limit();
        if (length == HEADER) {
            return;
        }
        record.putInt(0, generation).putInt(LENGTH, length - HEADER);
        record.putInt(SUM, sum(record));
        while (record.hasRemaining()) {
            file.write(record, size + record.position());
        }
        if (fsync) {
            file.force(false);
        }
        size += length;
    }

    /** {@return the number of bytes in the file} */
    long size() {
        return size;
    }

    /** Closes the file. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // All records have been written nevertheless.
        }
    }

    /** Closes and deletes the file. */
    void delete() {
        close();
        path.delete();
    }
}
