package io.dynastore.benchmarks;

import io.dynastore.Codec;
import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.OperationHook;
import io.dynastore.Page;
import io.dynastore.Partition;
import io.dynastore.Query;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A {@link Partition} with its default settings, without hooks unless they are named. */
final class DynastoreEntries<V> implements Entries.Complete<V, Entry<V>> {
    private final DynaStore store;
    private final Partition<V> partition;
    private final @Nullable Duration timeToLive;

    DynastoreEntries(Place place, Codec<V> codec, OperationHook... hooks) {
        DynaStore.Builder builder = DynaStore.builder(place.client());
        for (OperationHook hook : hooks) {
            builder.hook(hook);
        }
        store = builder.build();
        partition = store.table(place.table()).partition(Place.PARTITION, codec);
        timeToLive = place.timeToLive();
    }

    static DynastoreEntries<String> of(Place place, OperationHook... hooks) {
        return new DynastoreEntries<>(place, Codec.string(), hooks);
    }

    @Override
    public Entry<V> create(String key, V value) {
        return timeToLive == null
                ? partition.create(key, value)
                : partition.create(key, value, with -> with.timeToLive(timeToLive));
    }

    @Override
    public Entry<V> get(String key) {
        return partition.get(key);
    }

    @Override
    public Entry<V> update(Entry<V> previous, V value) {
        return partition.update(previous, value);
    }

    @Override
    public Page<Entry<V>> page(int size) {
        return partition.list(Query.all().limit(size));
    }

    @Override
    public void put(String key, V value) {
        partition.put(key, value);
    }

    @Override
    public boolean exists(String key) {
        return partition.exists(key);
    }

    @Override
    public void delete(Entry<V> previous) {
        partition.delete(previous);
    }

    /** Reads consistently in any case. */
    @Override
    public void modify(String key, UnaryOperator<V> change, boolean consistently) {
        partition.modify(key, change);
    }

    @Override
    public List<String> createAll(List<String> keys, V value) {
        store.transact(tx -> keys.forEach(key -> tx.create(
                partition, key, value, timeToLive == null ? with -> {} : with -> with.timeToLive(timeToLive))));
        return keys;
    }
}
