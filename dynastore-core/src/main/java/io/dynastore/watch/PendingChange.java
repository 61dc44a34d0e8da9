package io.dynastore.watch;

import io.dynastore.internal.ItemFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;

/**
 * A change that waits to be handled. It is decoded only then, so that an entry that cannot be decoded fails like a handler.
 *
 * @param subscription the partition with the handler
 * @param key the entry's key
 * @param id the change's id
 * @param time when it was written
 * @param decoded decodes it
 * @param after the position after it; null if it is not one of a shard
 */
record PendingChange(
        Subscription<?> subscription,
        String key,
        String id,
        Instant time,
        Supplier<Change<?>> decoded,
        @Nullable Position after) {

    /**
     * Returns the changes that a stream record describes: two if an entry was created over one that had expired.
     *
     * @param subscription that of the entry's partition
     * @param key the entry's key
     */
    static <V> List<PendingChange> of(Subscription<V> subscription, String key, Record record) {
        StreamRecord stream = record.dynamodb();
        Map<String, AttributeValue> before =
                stream.hasOldImage() && !stream.oldImage().isEmpty() ? stream.oldImage() : null;
        Map<String, AttributeValue> after =
                stream.hasNewImage() && !stream.newImage().isEmpty() ? stream.newImage() : null;
        Instant time = stream.approximateCreationDateTime();
        boolean expired = before != null && hasExpired(before, time);
        List<ChangeType> types = new ArrayList<>(2);
        if (expired) {
            types.add(ChangeType.EXPIRED);
        }
        if (after != null) {
            types.add(before == null || expired ? ChangeType.CREATED : ChangeType.UPDATED);
        } else if (before != null && !expired) {
            types.add(ChangeType.DELETED);
        }
        List<PendingChange> changes = new ArrayList<>(types.size());
        for (ChangeType type : types) {
            int done = changes.size() + 1;
            String id = record.eventID() + (done < types.size() ? "-" + type : "");
            changes.add(new PendingChange(
                    subscription,
                    key,
                    id,
                    time,
                    () -> new Change<V>(
                            type,
                            type == ChangeType.CREATED ? null : subscription.entry(before),
                            type == ChangeType.EXPIRED || type == ChangeType.DELETED ? null : subscription.entry(after),
                            time,
                            id),
                    new Position(stream.sequenceNumber(), done == types.size() ? 0 : done)));
        }
        return changes;
    }

    /** An entry is live while the current second is before the second in {@code expires}; DynamoDB rounds its time down to one. */
    private static boolean hasExpired(Map<String, AttributeValue> item, Instant time) {
        AttributeValue expires = item.get(ItemFormat.EXPIRES);
        if (expires == null || expires.n() == null) {
            return false;
        }
        try {
            return Long.parseLong(expires.n()) <= time.getEpochSecond();
        } catch (NumberFormatException e) {
            return false; // The entry is malformed, which is found out when it is decoded.
        }
    }
}
