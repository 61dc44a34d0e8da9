package io.dynastore.benchmarks.throughput;

import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** dynastore, without a hook. */
final class DynastoreEntries implements Entries<Entry<String>> {
    private final Partition<String> partition;

    DynastoreEntries(DynamoDbClient client, String table, String partition) {
        this.partition = DynaStore.create(client).table(table).partition(partition);
    }

    @Override
    public Entry<String> create(String key, String value) {
        return partition.create(key, value);
    }

    @Override
    public Entry<String> get(String key) {
        return partition.get(key);
    }

    @Override
    public Entry<String> update(Entry<String> previous, String value) {
        return partition.update(previous, value);
    }
}
