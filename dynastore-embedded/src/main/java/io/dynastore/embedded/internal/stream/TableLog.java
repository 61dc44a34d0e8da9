package io.dynastore.embedded.internal.stream;

import io.dynastore.embedded.internal.storage.ChangeLog;
import io.dynastore.embedded.internal.storage.KeyAttribute;
import io.dynastore.embedded.internal.storage.KeyBytes;
import io.dynastore.embedded.internal.storage.TableSchema;
import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.value.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the changes of a table to its stream. Thread-safe. */
final class TableLog implements ChangeLog {
    private final TableStream stream;
    private final ViewType view;
    private final List<KeyAttribute> partitionKey;
    private final List<KeyAttribute> key;
    private final boolean keepsCollections;

    TableLog(TableStream stream, TableSchema schema) {
        this.stream = stream;
        this.view = stream.head().view();
        this.partitionKey = schema.key().partition();
        this.key = schema.key().attributes();
        // DynamoDB splits the items of one partition key, too, unless there is a local index: "Burst and adaptive
        // capacity".
        this.keepsCollections = schema.indexes().stream().anyMatch(index -> !index.global());
    }

    @Override
    public void append(byte[] bytes, @Nullable Item before, @Nullable Item after, boolean expired) {
        // No record is written for a write that changes nothing: "Change data capture for DynamoDB Streams".
        if (Objects.equals(before, after)) {
            return;
        }
        Item either = after != null ? after : Objects.requireNonNull(before);
        Map<String, Value> keys = part(key, either);
        Map<String, Value> newImage = after != null && view.hasNewImages() ? after.attributes() : null;
        Map<String, Value> oldImage = before != null && view.hasOldImages() ? before.attributes() : null;
        StreamRecord.Event event = before == null
                ? StreamRecord.Event.INSERT
                : after == null ? StreamRecord.Event.REMOVE : StreamRecord.Event.MODIFY;
        stream.append(hash(bytes, either), now -> new StreamRecord(event, now, expired, keys, newImage, oldImage));
    }

    private static Map<String, Value> part(List<KeyAttribute> attributes, Item item) {
        Map<String, Value> part = new LinkedHashMap<>();
        attributes.forEach(attribute -> part.put(
                attribute.name(), Objects.requireNonNull(item.attributes().get(attribute.name()))));
        return part;
    }

    private long hash(byte[] bytes, Item item) {
        byte[] hashed = keepsCollections ? KeyBytes.of(part(partitionKey, item).values()) : bytes;
        int hash = Arrays.hashCode(hashed);
        // Shards are ranges, so all bits of the key must have an effect on the first ones.
        hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
        return Integer.toUnsignedLong(hash ^ (hash >>> 16));
    }
}
