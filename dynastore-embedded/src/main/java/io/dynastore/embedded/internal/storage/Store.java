package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * Sorted maps that are committed together, in memory or in a file. Thread-safe, but the threads that use it must not be
 * interrupted: an interrupt closes the file for all of them.
 */
public final class Store implements AutoCloseable {
    /** The size of the cache for pages that were read, in megabytes. */
    private static final int CACHE_MB = 32;

    /** The part of the file that a commit wrote stays in use while one of its pages is live; the sparsest are rewritten. */
    private static final int COMMITS_BETWEEN_COMPACTIONS = 256;

    private static final int FILL_RATE = 60;
    private static final int COMPACTED_BYTES = 8 << 20;

    private final MVStore maps;
    private final boolean fsync;
    private final CommitGate gate;
    private final @Nullable History history;
    private int commits;

    private Store(MVStore maps, boolean fsync, @Nullable History history) {
        this.maps = maps;
        this.history = history;
        this.fsync = fsync;
        this.gate = new CommitGate(maps.isPersistent() ? this::commit : () -> {});
        maps.setVersionsToKeep(0);
        if (maps.isPersistent()) {
            maps.setRetentionTime(0);
        }
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
        // The timer and the buffer would commit changes that are half applied.
        MVStore.Builder builder = new MVStore.Builder().autoCommitDisabled().autoCommitBufferSize(0);
        if (file == null) {
            return new Store(builder.open(), false, history);
        }
        Path path = file.toAbsolutePath().normalize();
        try {
            Path folder = path.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            // The scheme is given, since a path that begins with "C:" or "nio:" would be taken for one.
            return new Store(
                    builder.fileName("file:" + path).cacheSize(CACHE_MB).open(), fsync, history);
        } catch (IOException | MVStoreException e) {
            throw StoreFailures.notOpened(path, e);
        }
    }

    /** {@return the history of the store's tables; null if all reads see the current state} */
    @Nullable
    History history() {
        return history;
    }

    /** {@return the map of items by their keys that has the name} */
    public MVMap<byte[], Item> items(String name) {
        return open(
                name,
                new MVMap.Builder<byte[], Item>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(ItemType.INSTANCE));
    }

    /** Opens a map of bytes by keys. */
    MVMap<byte[], byte[]> bytes(String name) {
        return open(
                name,
                new MVMap.Builder<byte[], byte[]>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    /** {@return the map of bytes by names that has the name} */
    public MVMap<String, byte[]> named(String name) {
        return open(
                name,
                new MVMap.Builder<String, byte[]>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    private <K, V> MVMap<K, V> open(String name, MVMap.Builder<K, V> builder) {
        return maps.openMap(name, builder);
    }

    /** Removes a map, which no thread may be using. */
    public void remove(MVMap<?, ?> map) {
        maps.removeMap(map);
    }

    /** Applies a change that is committed completely or not at all. */
    public <T> T apply(Supplier<T> change) {
        return maps.isPersistent() ? gate.apply(change) : change.get();
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
        return maps.isPersistent() ? gate.read(reading) : reading.get();
    }

    /** Waits until all changes that were applied before this call, and may have been seen, are committed. */
    public void awaitCommitted() {
        if (maps.isPersistent()) {
            gate.awaitCommitted();
        }
    }

    private void commit() {
        maps.commit();
        if (++commits % COMMITS_BETWEEN_COMPACTIONS == 0) {
            maps.compact(FILL_RATE, COMPACTED_BYTES);
            maps.commit();
        }
        if (fsync) {
            maps.sync();
        }
    }

    /** Commits outstanding changes and closes the file. */
    @Override
    public void close() {
        maps.close();
    }
}
