package io.dynastore.watch;

import io.dynastore.Entry;
import io.dynastore.internal.Where;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of an entry. Immutable if the values are.
 *
 * @param <V> the type of the values
 * @param type the kind of change
 * @param before the entry before the change; null if it was created or listed
 * @param after the entry after the change; null if it was deleted or has expired
 * @param time when DynamoDB wrote the change, rounded down to the second; for a listed entry, when the list began
 * @param id identifies the change: it is the same when the change is delivered again, and no other change of the table has it. It
 *     has at most 128 characters, and can be the key of an idempotent operation
 */
public record Change<V>(
        ChangeType type,
        @Nullable Entry<V> before,
        @Nullable Entry<V> after,
        Instant time,
        String id) {

    /**
     * Creates a change. Applications need this only to test their handlers.
     *
     * @param type the kind of change
     * @param before the entry before the change; null if it was created or listed
     * @param after the entry after the change; null if it was deleted or has expired
     * @param time when DynamoDB wrote the change
     * @param id identifies the change
     * @throws IllegalArgumentException if both entries are null
     */
    public Change {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(id, "id");
        if (before == null && after == null) {
            throw new IllegalArgumentException("The change " + id + " has no entry. Set the one before or after it.");
        }
    }

    /** {@return the entry after the change; the one before it if there is none after it} */
    public Entry<V> entry() {
        return after == null ? Objects.requireNonNull(before) : after;
    }

    /** {@return the entry's key} */
    public String key() {
        return entry().key();
    }

    /** {@return the type, the entry's address and its revision} The values are not shown. */
    @Override
    public String toString() {
        Entry<V> entry = entry();
        return "Change[" + type + ", " + Where.of(entry.table(), entry.partition(), entry.key()) + ", revision "
                + entry.revision() + ", id " + id + "]";
    }
}
