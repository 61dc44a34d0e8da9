package io.dynastore;

import static io.dynastore.internal.ItemFormat.EXPIRES;
import static io.dynastore.internal.ItemFormat.FENCE;
import static io.dynastore.internal.ItemFormat.PAYLOAD;
import static io.dynastore.internal.ItemFormat.VERSION;
import static io.dynastore.internal.ItemFormat.WRITE_ID;

import io.dynastore.internal.ItemFormat;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item as DynamoDB returned it, and its conversion to an entry. Refers to the SDK's map without copying it. */
final class StoredItem implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient Layout layout;
    private final transient Map<String, AttributeValue> attributes;

    StoredItem(Layout layout, Map<String, AttributeValue> attributes) {
        this.layout = layout;
        this.attributes = attributes;
    }

    /** Returns the item of an entry that was not read from DynamoDB. */
    static <V> StoredItem of(Entry<V> entry, Codec<V> codec) {
        Map<String, AttributeValue> attributes = new HashMap<>(entry.fields());
        // The entry does not contain the names of the key attributes, so any names serve that no field has.
        String partitionAttribute = unusedName(ItemFormat.PARTITION, attributes);
        attributes.put(partitionAttribute, AttributeValue.fromS(entry.partition()));
        String keyAttribute = unusedName(ItemFormat.KEY, attributes);
        attributes.put(keyAttribute, AttributeValue.fromS(entry.key()));
        attributes.put(VERSION, AttributeValue.fromN(Long.toString(entry.version())));
        attributes.put(PAYLOAD, codec.encode(entry.value()));
        String writeId = entry.revision().writeId();
        if (writeId != null) {
            attributes.put(WRITE_ID, WriteId.toAttribute(writeId));
        }
        Instant expires = entry.expires();
        if (expires != null) {
            attributes.put(EXPIRES, AttributeValue.fromN(Long.toString(expires.getEpochSecond())));
        }
        return new StoredItem(new Layout(entry.table(), partitionAttribute, keyAttribute), attributes);
    }

    private Object writeReplace() {
        return SerializedItem.of(layout, attributes);
    }

    private static String unusedName(String name, Map<String, AttributeValue> attributes) {
        return attributes.containsKey(name) ? unusedName(name + "_", attributes) : name;
    }

    Map<String, AttributeValue> attributes() {
        return attributes;
    }

    Address address() {
        return layout.address(text(layout.partitionAttribute()), text(layout.keyAttribute()));
    }

    String partition() {
        return text(layout.partitionAttribute());
    }

    String key() {
        return text(layout.keyAttribute());
    }

    boolean isLive(long nowSecond) {
        AttributeValue expires = attributes.get(EXPIRES);
        return expires == null || Expiry.isLive(number(EXPIRES, expires), nowSecond);
    }

    Revision revision() {
        SdkBytes writeId = writeId();
        return new Revision(version(), writeId == null ? null : WriteId.toText(writeId));
    }

    /** Returns the revision for a message, which must not fail if the item is malformed. */
    String describeRevision() {
        try {
            return "revision " + revision();
        } catch (MalformedItemException e) {
            return "an unreadable revision";
        }
    }

    long version() {
        return number(VERSION, attributes.get(VERSION));
    }

    /** Returns the fence as it is stored, of whatever type; null if there is none. */
    @Nullable
    AttributeValue fenceAttribute() {
        return attributes.get(FENCE);
    }

    /** Returns the highest token that has written the item, or {@link Target#UNFENCED}. */
    long fence() {
        AttributeValue fence = fenceAttribute();
        return fence == null ? Target.UNFENCED : number(FENCE, fence);
    }

    /** Returns whether a newer holder than that of a token has written the item. */
    boolean isStale(long token) {
        return token != Target.UNFENCED && fence() > token;
    }

    private @Nullable SdkBytes writeId() {
        AttributeValue writeId = attributes.get(WRITE_ID);
        if (writeId == null) {
            return null;
        }
        if (writeId.b() == null) {
            throw malformed(WRITE_ID, "is " + writeId.type() + " instead of B");
        }
        return writeId.b();
    }

    boolean hasPayload(AttributeValue payload) {
        return payload.equals(attributes.get(PAYLOAD));
    }

    <V> Entry<V> entry(Codec<V> codec) {
        AttributeValue payload = attributes.get(PAYLOAD);
        if (codec instanceof Codecs.Placed<V> placed) {
            return entryOf(placed.decode(payload, address()));
        }
        if (payload == null) {
            throw MalformedItemException.withoutPayload(address());
        }
        V value;
        try {
            value = Codecs.decode(codec, payload);
        } catch (RuntimeException e) {
            throw new CodecException(address(), "decode", e);
        }
        return entryOf(value);
    }

    /** Returns the entry with a value that is already known because it was just written. */
    <V> Entry<V> entryOf(V value) {
        AttributeValue expires = attributes.get(EXPIRES);
        return new Entry<>(
                layout.table(),
                text(layout.partitionAttribute()),
                text(layout.keyAttribute()),
                revision(),
                expires == null ? null : instant(EXPIRES, expires),
                value,
                fields());
    }

    private Map<String, AttributeValue> fields() {
        // Usually there are none.
        int own = 2 + count(VERSION) + count(PAYLOAD) + count(EXPIRES) + count(WRITE_ID) + count(FENCE);
        if (attributes.size() == own) {
            return Map.of();
        }
        Map<String, AttributeValue> fields = new HashMap<>(attributes);
        fields.keySet().removeIf(layout::isReserved);
        return fields;
    }

    private int count(String attribute) {
        return attributes.containsKey(attribute) ? 1 : 0;
    }

    private String text(String attribute) {
        AttributeValue value = attributes.get(attribute);
        // The table's schema guarantees both key attributes; only an item from elsewhere can lack them.
        if (value == null || value.s() == null) {
            throw new MalformedItemException(layout.address(), attribute, "is not a string");
        }
        return value.s();
    }

    private long number(String attribute, @Nullable AttributeValue value) {
        if (value == null) {
            throw malformed(attribute, "is missing");
        }
        if (value.n() == null) {
            throw malformed(attribute, "is " + value.type() + " instead of N");
        }
        try {
            return Long.parseLong(value.n());
        } catch (NumberFormatException e) {
            throw malformed(attribute, "is not a whole number of 64 bits");
        }
    }

    private Instant instant(String attribute, AttributeValue value) {
        try {
            return Instant.ofEpochSecond(number(attribute, value));
        } catch (DateTimeException e) {
            throw malformed(attribute, "is beyond the times in epoch seconds that Java supports");
        }
    }

    private MalformedItemException malformed(String attribute, String found) {
        return new MalformedItemException(address(), attribute, found);
    }
}
