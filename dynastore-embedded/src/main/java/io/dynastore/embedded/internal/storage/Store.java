package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Item;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Sorted maps that are committed together, in memory or in a file. Thread-safe, but the threads that use it must not be
 * interrupted: an interrupt closes the file for all of them.
 */
public final class Store implements AutoCloseable {
    /** The bytes of changes after which the file's pages are written, which takes tens of milliseconds. */
    private static final int LONGEST_JOURNAL = 8 << 20;

    private final Maps maps;
    private final @Nullable CommitGate gate;
    private final @Nullable History history;

    private Store(Maps maps, @Nullable CommitGate gate, @Nullable History history) {
        this.maps = maps;
        this.gate = gate;
        this.history = history;
    }

    /**
     * Opens a store.
     *
     * @param file the file, which is created with its directories if it is absent; null for a store in memory
     * @param fsync whether a commit forces the file onto the disk
     * @return the store
     * @throws StoreException if the file cannot be used
     */
    public static Store open(@Nullable Path file, boolean fsync) {
        return open(file, fsync, null);
    }

    /**
     * Opens a store with a history for reads of an older state.
     *
     * @param file the file, which is created with its directories if it is absent; null for a store in memory
     * @param fsync whether a commit forces the file onto the disk
     * @param history the history, or null if all reads see the current state
     * @return the store
     * @throws StoreException if the file cannot be used
     */
    public static Store open(@Nullable Path file, boolean fsync, @Nullable History history) {
        if (file == null) {
            return new Store(
                    new Maps.InMemory(new MVStore.Builder().autoCommitDisabled().open()), null, history);
        }
        Path path = file.toAbsolutePath().normalize();
        try {
            Folders folders = Folders.create(path.getParent());
            // The scheme is given, since a path that begins with "C:" or "nio:" would be taken for one.
            FileMaps maps = FileMaps.open("file:" + path, fsync, LONGEST_JOURNAL);
            if (fsync) {
                folders.force();
            }
            return of(maps, history);
        } catch (IOException | MVStoreException e) {
            throw StoreFailures.notOpened(path, e);
        }
    }

    /** {@return a store of maps in a file} */
    static Store of(FileMaps maps, @Nullable History history) {
        return new Store(maps, new CommitGate(maps::commit), history);
    }

    /** {@return the history of the store's tables; null if all reads see the current state} */
    @Nullable
    History history() {
        return history;
    }

    /** {@return the map of items by their keys that has the name} */
    public MVMap<byte[], Item> items(String name) {
        return maps.map(name, MapType.ITEMS);
    }

    /** Opens a map of bytes by keys. */
    MVMap<byte[], byte[]> bytes(String name) {
        return maps.map(name, MapType.BYTES);
    }

    /** {@return the map of bytes by names that has the name} */
    public MVMap<String, byte[]> named(String name) {
        return maps.map(name, MapType.NAMED);
    }

    /** Removes a map, which no thread may be using. */
    public void remove(MVMap<?, ?> map) {
        maps.remove(map);
    }

    /** Applies a change that is committed completely or not at all. */
    public <T> T apply(Supplier<T> change) {
        return gate == null ? change.get() : gate.apply(change);
    }

    /** Applies a change that is committed completely or not at all. */
    public void apply(Runnable change) {
        apply(() -> {
            change.run();
            return true;
        });
    }

    /** Reads from maps. The result may contain changes that are not committed before {@link #awaitCommitted}. */
    public <T> T read(Supplier<T> reading) {
        return gate == null ? reading.get() : gate.read(reading);
    }

    /**
     * Waits until all changes that were applied before this call, and may have been seen, are committed.
     *
     * @throws StoreException if the file could not be written, now or before
     */
    public void awaitCommitted() {
        if (gate != null) {
            gate.awaitCommitted();
        }
    }

    /** Commits outstanding changes and closes the file. */
    @Override
    public void close() {
        if (gate == null) {
            maps.close();
        } else {
            gate.close(maps::close);
        }
    }
}
