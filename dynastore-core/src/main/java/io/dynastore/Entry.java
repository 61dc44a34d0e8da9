package io.dynastore;

import io.dynastore.internal.Texts;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An entry as it was read or written: a key, a value, and the revision that a later {@code update} or {@code delete} checks.
 * Immutable if its value is.
 *
 * @param <V> the type of the value
 * @param table the name of the table it is stored in
 * @param partition the name of the partition it belongs to
 * @param key its key, unique in the partition
 * @param revision identifies this state of the entry
 * @param expires when it expires, in whole seconds; null if it does not expire
 * @param value its value
 * @param fields the other attributes of the item, which indexes are built on; immutable
 */
public record Entry<V>(
        String table,
        String partition,
        String key,
        Revision revision,
        @Nullable Instant expires,
        V value,
        Map<String, AttributeValue> fields) {

    /**
     * Creates an entry; the fields are copied.
     *
     * @param table the name of the table it is stored in
     * @param partition the name of the partition it belongs to
     * @param key its key, unique in the partition
     * @param revision identifies this state of the entry
     * @param expires when it expires; null if it does not expire
     * @param value its value
     * @param fields the other attributes of the item
     */
    public Entry {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(partition, "partition");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(value, "value");
        fields = Map.copyOf(fields);
    }

    /** {@return the parts of the entry} Names have escapes for control characters; the value is as its class shows it. */
    @Override
    public String toString() {
        return "Entry[" + new Address(table, partition, key) + ", revision " + revision
                + (expires == null ? "" : ", expires " + expires) + ", value " + value
                + (fields.isEmpty()
                        ? ""
                        : ", fields "
                                + fields.keySet().stream()
                                        .sorted()
                                        .map(Texts::escape)
                                        .toList()) + "]";
    }

    /**
     * {@return this entry with another value} The value might be a view of this one, for clients. Nothing is written.
     *
     * @param <U> the type of the other value
     * @param other the other value
     */
    public <U> Entry<U> withValue(U other) {
        return new Entry<>(table, partition, key, revision, expires, other, fields);
    }

    /** {@return the version of the revision: 1 when the entry was created, one more at each write} */
    public long version() {
        return revision.version();
    }
}
