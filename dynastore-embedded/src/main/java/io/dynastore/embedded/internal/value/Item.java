package io.dynastore.embedded.internal.value;

import java.util.Map;

/** An item, or the part of an item that an index contains. Immutable: its map is never changed. */
public final class Item {
    private final Map<String, Value> attributes;
    // The size is computed when it is first needed, which may happen in several threads with the same result.
    private int size;

    /** Creates an item of attributes that must not be changed. */
    public Item(Map<String, Value> attributes) {
        this.attributes = attributes;
    }

    /** {@return the attributes} */
    public Map<String, Value> attributes() {
        return attributes;
    }

    /** {@return the number of bytes that count towards limits and capacity} */
    public int size() {
        if (size == 0) {
            size = Value.sizeOf(attributes);
        }
        return size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Item that && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return attributes.hashCode();
    }

    @Override
    public String toString() {
        return "Item" + attributes;
    }
}
