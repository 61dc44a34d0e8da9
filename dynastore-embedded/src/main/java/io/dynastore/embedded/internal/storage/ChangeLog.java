package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Item;
import org.jspecify.annotations.Nullable;

/** Receives the changes of a table's items. Thread-safe. */
@FunctionalInterface
public interface ChangeLog {
    /**
     * Adds a change, as a part of the change that {@link Store#apply} makes. The caller holds the item's lock, so the changes of
     * an item arrive in their order.
     *
     * @param key the item's key
     * @param before the item before the change; null if there was none
     * @param after the item after the change; null if it was deleted
     * @param expired whether the item was deleted because it had expired
     */
    void append(byte[] key, @Nullable Item before, @Nullable Item after, boolean expired);
}
