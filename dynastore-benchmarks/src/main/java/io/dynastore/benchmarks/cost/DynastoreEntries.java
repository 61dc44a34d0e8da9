package io.dynastore.benchmarks.cost;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Query;
import io.dynastore.benchmarks.Versions;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A {@link Partition} with its default settings. */
final class DynastoreEntries implements EntryContender {
    @Override
    public String title() {
        return "dynastore " + Versions.of("dynastore");
    }

    @Override
    public String tableName() {
        return "dynastore-entries";
    }

    @Override
    public Entries open(DynamoDbClient client) {
        DynaStore store = DynaStore.create(client);
        return new PartitionEntries(store, store.table(tableName()).partition(PARTITION));
    }

    private record PartitionEntries(DynaStore store, Partition<String> partition) implements Entries {
        @Override
        public void create(String key, String value) {
            partition.create(key, value);
        }

        @Override
        public void put(String key, String value) {
            partition.put(key, value);
        }

        @Override
        public Stored get(String key) {
            return new StoredEntry(partition, partition.get(key));
        }

        @Override
        public boolean exists(String key) {
            return partition.exists(key);
        }

        @Override
        public int list(int limit) {
            return partition.list(Query.all().limit(limit)).items().size();
        }

        /** It always reads consistently. */
        @Override
        public void modify(String key, UnaryOperator<String> change) {
            partition.modify(key, change);
        }

        @Override
        public void modifyConsistently(String key, UnaryOperator<String> change) {
            modify(key, change);
        }

        @Override
        public void createBoth(String key, String other, String value) {
            store.transact(tx -> tx.create(partition, key, value).create(partition, other, value));
        }
    }

    private record StoredEntry(Partition<String> partition, Entry<String> entry) implements Stored {
        @Override
        public void update(String value) {
            partition.update(entry, value);
        }

        @Override
        public void delete() {
            partition.delete(entry);
        }
    }
}
