package io.dynastore.embedded.internal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/**
 * Maps in a file. To save them, all pages that were changed are written, so a commit only adds the changes to a journal beside
 * the file, and the maps are saved when the journal has become long. Each save begins another generation, whose number is saved
 * with the maps: from then on the journal, which still belongs to the previous one, counts as empty. When the file is opened, the
 * changes in the journal are made again.
 *
 * <p>Maps can be opened and changed by several threads; commits are made by one thread at a time. After a failure to write,
 * nothing is written any more.
 */
final class FileMaps implements Maps {
    /** The size of the cache for pages that were read, in megabytes. */
    private static final int CACHE_MB = 32;

    /** The part of the file that a save wrote stays in use while one of its pages is live; the sparsest are rewritten. */
    private static final int FILL_RATE = 60;

    private static final int COMPACTED_BYTES = 8 << 20;

    /** Changed pages stay in the heap until they are saved. */
    private static final int MOST_UNSAVED_BYTES = 8 << 20;

    /** The mark in the header that the file was closed. The next commit removes it. */
    private static final String CLOSED = "clean";

    private final String name;
    private final MVStore maps;
    private final Journal journal;
    private final int longestJournal;
    private final Changes changes;
    private volatile boolean otherMaps;
    private volatile @Nullable Throwable failure;

    private FileMaps(String name, MVStore maps, Journal journal, int longestJournal) {
        this.name = name;
        this.maps = maps;
        this.journal = journal;
        this.longestJournal = longestJournal;
        this.changes = new Changes(longestJournal);
        maps.setVersionsToKeep(0);
        maps.setRetentionTime(0);
    }

    /**
     * Opens the maps of a file, with all changes that were committed.
     *
     * @param name the name of the file with the scheme of its file system
     * @param fsync whether a commit forces what it writes onto the disk
     * @param longestJournal the number of bytes in the journal after which the maps are saved
     */
    static FileMaps open(String name, boolean fsync, int longestJournal) throws IOException {
        MVStore maps = store(name, fsync);
        try {
            // The lock on the maps' file protects the journal, too.
            Journal journal = Journal.open(name + ".journal", fsync);
            FileMaps opened = new FileMaps(name, maps, journal, longestJournal);
            try {
                opened.recover();
            } catch (IOException | RuntimeException e) {
                journal.close();
                throw e;
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            maps.closeImmediately();
            throw e;
        }
    }

    private static MVStore store(String name, boolean fsync) {
        // The timer and the buffer would save changes that are half applied.
        MVStore.Builder builder = new MVStore.Builder().autoCommitDisabled().autoCommitBufferSize(0);
        if (!fsync) {
            return builder.fileName(name).cacheSize(CACHE_MB).open();
        }
        ForcedFile file = new ForcedFile(CACHE_MB);
        file.open(name, false, null);
        try {
            return builder.adoptFileStore(file).open();
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void recover() throws IOException {
        for (ByteBuffer record : journal.read(maps.getStoreVersion())) {
            Changes.replay(record, maps::getMapName, this);
            changes.clear();
        }
        // If the process ended before the header was written, the header names an older chunk, whose space is free.
        maps.setReuseSpace(false);
        save();
        maps.setReuseSpace(true);
    }

    @Override
    public synchronized <K, V> MVMap<K, V> map(String map, MapType<K, V> type) {
        if (!maps.hasMap(map)) {
            // The journal knows maps by their numbers, which are lost if the map itself is not saved.
            otherMaps = true;
        }
        return maps.openMap(map, new JournaledMap.Builder<>(type, changes));
    }

    @Override
    public synchronized void remove(MVMap<?, ?> map) {
        otherMaps = true;
        maps.removeMap(map);
    }

    /**
     * Begins to commit all changes that were made so far. It must be called while no change is half applied, and not before the
     * previous commit has ended.
     *
     * @return what ends the commit, while other changes may be made
     * @throws StoreException if this or an earlier commit failed
     */
    Runnable commit() {
        if (otherMaps
                || !changes.areListed()
                || journal.size() + changes.size() > longestJournal
                || maps.getUnsavedMemory() > MOST_UNSAVED_BYTES) {
            write(this::save);
            return () -> {};
        }
        ByteBuffer record = changes.take();
        return () -> write(() -> journal.add(record));
    }

    private void write(Writing writing) {
        if (failure != null) {
            throw StoreFailures.notWritten(FilePath.get(name), failure);
        }
        try {
            writing.run();
        } catch (IOException | RuntimeException | Error e) {
            // It is unknown what was written, so that nothing can be added to it.
            failure = e;
            throw StoreFailures.notWritten(FilePath.get(name), e);
        }
    }

    private synchronized void save() throws IOException {
        int next = nextGeneration();
        maps.setStoreVersion(next);
        commitWithHeader();
        maps.compact(FILL_RATE, COMPACTED_BYTES);
        commitWithHeader();
        otherMaps = false;
        changes.clear();
        journal.begin(next);
    }

    /**
     * Commits the maps, and lets the header of the file name the chunk that was written, as after closing the file. Otherwise it
     * may go on to name an older chunk, whose space is used for the next one.
     */
    private void commitWithHeader() {
        maps.getStoreHeader().put(CLOSED, 1);
        maps.commit();
    }

    /** Returns a random number, so that the journal of another file or of an old copy does not count by mistake. */
    private int nextGeneration() {
        int next = ThreadLocalRandom.current().nextInt();
        return next == 0 || next == maps.getStoreVersion() ? nextGeneration() : next;
    }

    /** Commits outstanding changes, and closes the file, which then contains everything, so that the journal is deleted. */
    @Override
    public void close() {
        try {
            if (failure == null && !maps.isClosed()) {
                write(() -> {
                    save();
                    // As soon as the file is closed, the journal may be another process's.
                    journal.delete();
                });
                maps.close();
            }
        } finally {
            journal.close();
            maps.closeImmediately();
        }
    }

    private interface Writing {
        void run() throws IOException;
    }
}
