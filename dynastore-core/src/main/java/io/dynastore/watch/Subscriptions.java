package io.dynastore.watch;

import io.dynastore.Table;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** The partitions of a feed. Records of other partitions are passed over without being decoded. */
final class Subscriptions {
    private final Map<String, Subscription<?>> byPartition;
    private final String partitionKey;
    private final String sortKey;

    /** Creates subscriptions, by the name of the partition. */
    Subscriptions(Table table, Map<String, Subscription<?>> byPartition) {
        this.byPartition = byPartition;
        this.partitionKey = table.definition().partitionKey();
        this.sortKey = table.definition().sortKey();
    }

    /** {@return the subscriptions, in no particular order} */
    List<Subscription<?>> list() {
        return List.copyOf(byPartition.values());
    }

    /** Returns the key of an item. */
    String key(Map<String, AttributeValue> item) {
        return Objects.requireNonNull(item.get(sortKey)).s();
    }

    /** Returns the changes that a record describes; empty if nobody handles them. */
    List<PendingChange> changes(Record record) {
        Map<String, AttributeValue> keys = record.dynamodb().keys();
        AttributeValue partition = keys.get(partitionKey);
        AttributeValue key = keys.get(sortKey);
        Subscription<?> subscription =
                partition == null || partition.s() == null ? null : byPartition.get(partition.s());
        return subscription == null || key == null || key.s() == null
                ? List.of()
                : PendingChange.of(subscription, key.s(), record);
    }
}
