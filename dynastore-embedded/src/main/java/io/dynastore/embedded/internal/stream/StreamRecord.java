package io.dynastore.embedded.internal.stream;

import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.value.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change of one item.
 *
 * @param event the kind of change
 * @param created the time of the change, in milliseconds of the epoch
 * @param expired whether the item was deleted because it had expired
 * @param keys the attributes of the item's key
 * @param newImage the item after the change; null if there is none, or if the stream does not contain it
 * @param oldImage the item before the change; null if there was none, or if the stream does not contain it
 */
public record StreamRecord(
        Event event,
        long created,
        boolean expired,
        Map<String, Value> keys,
        @Nullable Map<String, Value> newImage,
        @Nullable Map<String, Value> oldImage) {
    private static final String EVENT = "event";
    private static final String CREATED = "created";
    private static final String EXPIRED = "expired";
    private static final String KEYS = "keys";
    private static final String NEW = "new";
    private static final String OLD = "old";

    /** The kind of a change, with the names that the API uses. */
    public enum Event {
        INSERT,
        MODIFY,
        REMOVE
    }

    /** {@return the size in bytes of the key and the images} */
    public long size() {
        return Value.sizeOf(keys) + sizeOf(newImage) + sizeOf(oldImage);
    }

    private static long sizeOf(@Nullable Map<String, Value> image) {
        return image == null ? 0 : Value.sizeOf(image);
    }

    /** Returns the form in which a store keeps the record. */
    Item toItem() {
        Map<String, Value> members = new LinkedHashMap<>();
        members.put(EVENT, Values.text(event.name()));
        members.put(CREATED, Values.number(created));
        members.put(EXPIRED, new Value.Bool(expired));
        members.put(KEYS, new Value.Document(keys));
        if (newImage != null) {
            members.put(NEW, new Value.Document(newImage));
        }
        if (oldImage != null) {
            members.put(OLD, new Value.Document(oldImage));
        }
        return new Item(members);
    }

    static StreamRecord of(Item item) {
        return new StreamRecord(
                Event.valueOf(((Value.Text) member(item, EVENT)).text()),
                created(item),
                ((Value.Bool) member(item, EXPIRED)).truth(),
                Objects.requireNonNull(image(item, KEYS)),
                image(item, NEW),
                image(item, OLD));
    }

    /** Returns the time of the record that has the form. */
    static long created(Item item) {
        return ((Value.Num) member(item, CREATED)).number().longValueExact();
    }

    private static Value member(Item item, String name) {
        return Objects.requireNonNull(item.attributes().get(name), name);
    }

    private static @Nullable Map<String, Value> image(Item item, String name) {
        return item.attributes().get(name) instanceof Value.Document document ? document.members() : null;
    }
}
