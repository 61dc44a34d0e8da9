package io.dynastore.watch;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.internal.ItemAccess;
import io.dynastore.internal.ItemAccess.ItemPage;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A partition with the handler of its changes.
 *
 * @param <V> the type of the partition's values
 * @param partition the partition
 * @param items reads its items
 * @param handler handles its changes
 */
record Subscription<V>(Partition<V> partition, ItemAccess items, ChangeHandler<? super V> handler) {
    static <V> Subscription<V> of(Partition<V> partition, ChangeHandler<? super V> handler) {
        return new Subscription<>(partition, itemsOf(partition), handler);
    }

    /** Returns an image of an item as an entry, whether or not it has expired; null if there is none. */
    @SuppressWarnings("unchecked") // The entry is of this partition.
    @Nullable
    Entry<V> entry(@Nullable Map<String, AttributeValue> image) {
        return image == null ? null : (Entry<V>) items.entry(image);
    }

    /** Lists items of the partition, whether or not they can be decoded. */
    ItemPage list(int limit, @Nullable String cursor) {
        return itemsOf(partition.consistent()).listItems(limit, cursor);
    }

    /** Returns the cursor of a list after an item. */
    String cursor(Map<String, AttributeValue> item) {
        return items.cursorAfter(item);
    }

    private static ItemAccess itemsOf(Partition<?> partition) {
        return partition
                .unwrap(ItemAccess.class)
                .orElseThrow(() -> new IllegalArgumentException(
                        partition + " does not belong to a DynaStore. Take the partition from one."));
    }

    @SuppressWarnings("unchecked") // The change is one of this subscription.
    void handle(Change<?> change) throws Exception {
        ((ChangeHandler<Object>) handler).handle((Change<Object>) change);
    }
}
