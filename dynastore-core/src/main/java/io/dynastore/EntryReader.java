package io.dynastore;

import static io.dynastore.internal.ItemFormat.EXPIRES;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Reads single entries of one partition. Immutable. */
final class EntryReader<V> {
    // The key attributes are read too: without them, the projection of an entry that does not expire would be empty,
    // and an error could not name the entry.
    private static final String EXISTENCE = "#partition, #key, " + EXPIRES;

    private final PartitionView<V> partition;

    EntryReader(PartitionView<V> partition) {
        this.partition = partition;
    }

    Entry<V> get(String key) {
        Address address = partition.address(key);
        return partition.runner().run("get", address, call -> {
            Entry<V> entry = find(call, key, partition.consistent());
            if (entry == null) {
                throw new KeyNotFoundException(address);
            }
            return entry;
        });
    }

    Optional<Entry<V>> find(String key) {
        return partition
                .runner()
                .run(
                        "find",
                        partition.address(key),
                        call -> Optional.ofNullable(find(call, key, partition.consistent())));
    }

    /** Returns the entry; null if it does not exist. */
    @Nullable
    Entry<V> find(Call call, String key, boolean consistent) {
        StoredItem item = live(call.getItem(request(key, consistent)));
        return item == null ? null : item.entry(partition.codec());
    }

    boolean exists(String key) {
        return partition.runner().run("exists", partition.address(key), call -> {
            GetItemRequest.Builder request = request(key, partition.consistent())
                    .projectionExpression(EXISTENCE)
                    .expressionAttributeNames(partition.layout().keyNames());
            return live(call.getItem(request)) != null;
        });
    }

    /** Reads an item that did not come from this store. */
    Optional<Entry<V>> read(Map<String, AttributeValue> attributes) {
        StoredItem item = partition.stored(attributes);
        return item.partition().equals(partition.name()) && item.isLive(partition.nowSecond())
                ? Optional.of(item.entry(partition.codec()))
                : Optional.empty();
    }

    private GetItemRequest.Builder request(String key, boolean consistent) {
        Layout layout = partition.layout();
        GetItemRequest.Builder request =
                GetItemRequest.builder().tableName(layout.table()).key(layout.itemKey(partition.name(), key));
        return consistent ? request.consistentRead(true) : request;
    }

    /** Returns the item of a response; null if there is none or it has expired. */
    private @Nullable StoredItem live(GetItemResponse response) {
        if (!response.hasItem()) {
            return null;
        }
        StoredItem item = partition.stored(response.item());
        return item.isLive(partition.nowSecond()) ? item : null;
    }
}
