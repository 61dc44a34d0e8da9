package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import java.util.Map;
import java.util.Set;

/** An update of an item. Immutable. */
public interface Update {
    /**
     * Returns the updated item. All operands are read from the given item, and positions in lists are those of the given item.
     *
     * @param item the item, which is not changed
     * @return a new map
     * @throws io.dynastore.embedded.internal.wire.ApiError if an operand is missing or of the wrong type, or if a path does not
     *     exist
     */
    Map<String, Value> apply(Map<String, Value> item);

    /**
     * Returns the item that the update creates for a key without an item. Unlike in {@link #apply}, it is not an error to
     * remove a path that does not exist.
     *
     * @param key the key's attributes, which are not changed
     * @return a new map, which holds the key
     */
    Map<String, Value> create(Map<String, Value> key);

    /** {@return whether the update only removes, in which case DynamoDB creates no item if there is none} */
    boolean onlyRemoves();

    /** {@return the top-level attributes that are set, removed, added to or deleted from} */
    Set<String> attributes();

    /** {@return the top-level attributes inside of which something is set, removed, added or deleted} */
    Set<String> nested();

    /**
     * Returns the parts of an item that the update addresses.
     *
     * @param item the item before or after the update
     * @return the parts that exist, inside the maps and lists that contain them
     */
    Map<String, Value> updatedParts(Map<String, Value> item);
}
