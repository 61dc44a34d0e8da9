package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The key of a table or an index.
 *
 * @param partition the attributes of the partition key: one, or up to four for a global index
 * @param sort the attributes of the sort key: none or one, or up to four for a global index
 */
public record KeySchema(List<KeyAttribute> partition, List<KeyAttribute> sort) {
    /** {@return all attributes, those of the partition key first} */
    public List<KeyAttribute> attributes() {
        return Stream.concat(partition.stream(), sort.stream()).toList();
    }

    /** {@return whether an attribute belongs to the key} */
    public boolean has(String name) {
        return Stream.concat(partition.stream(), sort.stream())
                .anyMatch(attribute -> attribute.name().equals(name));
    }

    /** {@return the key's bytes; null if an attribute of the key is missing or has another type} */
    byte @Nullable [] bytes(Map<String, Value> item) {
        List<Value> values = new ArrayList<>(partition.size() + sort.size());
        for (KeyAttribute attribute : attributes()) {
            Value value = item.get(attribute.name());
            if (value == null || !value.type().equals(attribute.type())) {
                return null;
            }
            values.add(value);
        }
        return beginning(values);
    }

    /** {@return the common beginning of all keys with the given first values, at least those of the partition key} */
    public byte[] beginning(List<Value> values) {
        return KeyBytes.join(PartitionHash.of(values.subList(0, partition.size())), KeyBytes.of(values));
    }
}
