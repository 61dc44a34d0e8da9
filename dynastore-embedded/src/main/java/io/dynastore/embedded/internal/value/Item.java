package io.dynastore.embedded.internal.value;

import java.util.Map;

/** An item, or the part of one that an index has. Immutable: nobody changes the map. */
public final class Item {
    private final Map<String, Value> attributes;
    // Zero until it is asked for; every thread computes the same.
    private int size;

    /** Creates an item of attributes that nobody changes. */
    public Item(Map<String, Value> attributes) {
        this.attributes = attributes;
    }

    /** {@return the attributes} */
    public Map<String, Value> attributes() {
        return attributes;
    }

    /** {@return the bytes that count for limits and capacity} */
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
