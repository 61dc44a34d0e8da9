package io.dynastore;

import static io.dynastore.internal.ItemFormat.MAX_KEY_BYTES;
import static io.dynastore.internal.ItemFormat.MAX_PARTITION_BYTES;
import static io.dynastore.internal.ItemFormat.RESERVED;

import io.dynastore.internal.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Maps a partition and a key to the key of an item of one table, and checks partition names, keys and field names: the only
 * place that does either. Immutable.
 */
final class Layout {
    /** DynamoDB's limit on the name of an attribute: less than 64 KB. */
    private static final int MAX_NAME_BYTES = 64 * 1024 - 1;

    private final String table;
    private final String partitionAttribute;
    private final String keyAttribute;
    private final Map<String, String> partitionName;
    private final Map<String, String> keyNames;

    private final Map<String, Index> indexes = new HashMap<>();
    private final Map<String, IndexKey> indexKeys = new HashMap<>();
    private final int partitionBytes;

    Layout(String table, String partitionAttribute, String keyAttribute) {
        this(table, partitionAttribute, keyAttribute, List.of());
    }

    /** Creates a layout that also checks the fields that are keys of indexes, as far as the indexes are known. */
    Layout(String table, String partitionAttribute, String keyAttribute, List<Index> known) {
        this.table = table;
        this.partitionAttribute = partitionAttribute;
        this.keyAttribute = keyAttribute;
        this.partitionName = Map.of("#partition", partitionAttribute);
        this.keyNames = Map.of("#partition", partitionAttribute, "#key", keyAttribute);
        for (Index index : known) {
            indexes.put(index.name(), index);
            addKey(index, index.partitionKey(), index.partitionKeyType(), MAX_PARTITION_BYTES);
            addKey(index, index.sortKey(), index.sortKeyType(), MAX_KEY_BYTES);
        }
        // An index that sorts by the table's partition key has a stricter limit on it.
        IndexKey partition = indexKeys.get(partitionAttribute);
        this.partitionBytes = partition == null ? MAX_PARTITION_BYTES : partition.maxBytes();
    }

    /** A field that is a key of an index; if it is one of several, of that with the strictest limit. */
    private record IndexKey(Index index, String type, int maxBytes) {
        IndexKey stricter(IndexKey other) {
            return other.maxBytes < maxBytes ? other : this;
        }

        void check(AttributeValue value, long bytes, Function<String, ? extends RuntimeException> refusal) {
            if (!type.equals(value.type().name())) {
                throw refusal.apply("is " + value.type() + ", but is a key of the " + index + ", which declares it as "
                        + type + ". Use this type, or another field.");
            }
            if (bytes == 0) {
                throw refusal.apply("is empty, but is a key of the " + index + ". Remove the field instead.");
            }
            if (bytes > maxBytes) {
                throw refusal.apply("has " + bytes + " bytes, but is a key of the " + index + ", which has at most "
                        + maxBytes + ". Shorten it, or use a hash of it.");
            }
        }
    }

    private void addKey(Index index, @Nullable String attribute, ScalarAttributeType type, int maxBytes) {
        if (attribute != null) {
            indexKeys.merge(attribute, new IndexKey(index, type.toString(), maxBytes), IndexKey::stricter);
        }
    }

    /** Returns the index of a name, if the table's definition has it. */
    @Nullable
    Index index(String name) {
        return indexes.get(name);
    }

    String table() {
        return table;
    }

    String partitionAttribute() {
        return partitionAttribute;
    }

    String keyAttribute() {
        return keyAttribute;
    }

    /** Returns the placeholder {@code #partition}, for expressions that check whether an item exists. */
    Map<String, String> partitionName() {
        return partitionName;
    }

    /** Returns the placeholders {@code #partition} and {@code #key}. */
    Map<String, String> keyNames() {
        return keyNames;
    }

    Map<String, AttributeValue> itemKey(String partition, String key) {
        return Map.of(
                partitionAttribute, AttributeValue.fromS(partition),
                keyAttribute, AttributeValue.fromS(key));
    }

    /** Returns an item that has the key alone, to which attributes can be added. */
    Map<String, AttributeValue> newItem(String partition, String key) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(partitionAttribute, AttributeValue.fromS(partition));
        item.put(keyAttribute, AttributeValue.fromS(key));
        return item;
    }

    Address address() {
        return new Address(table, null, null);
    }

    Address address(String partition) {
        return new Address(table, partition, null);
    }

    Address address(String partition, String key) {
        return new Address(table, partition, key);
    }

    /** Returns whether an attribute belongs to dynastore or to the key, so that no field can have its name. */
    boolean isReserved(String attribute) {
        return RESERVED.contains(attribute) || attribute.equals(partitionAttribute) || attribute.equals(keyAttribute);
    }

    String checkField(Address address, String name) {
        if (isReserved(name)) {
            throw new ReservedFieldException(address, name, partitionAttribute, keyAttribute);
        }
        int bytes = Texts.utf8Length(name);
        return bytes > 0 && bytes <= MAX_NAME_BYTES
                ? name
                : check(
                        "name of the field " + Texts.quote(name),
                        name,
                        MAX_NAME_BYTES,
                        address,
                        IllegalArgumentException::new);
    }

    /** Checks the value of a field, and returns its size. */
    long checkValue(String field, AttributeValue value, Function<String, ? extends RuntimeException> refusal) {
        long bytes = AttributeLimits.check(value, refusal);
        IndexKey key = indexKeys.get(field);
        if (key != null) {
            key.check(value, bytes, refusal);
        }
        return bytes;
    }

    /** Returns a lower bound for the size of the copies of an entry in local indexes, which contain at least the keys. */
    long copiedBytes(String partition, String key, Map<String, @Nullable AttributeValue> fields) {
        long bytes = 0;
        for (Index index : indexes.values()) {
            String sort = index.sortKey();
            AttributeValue value = sort == null || index.isGlobal() ? null : fields.get(sort);
            if (sort != null && value != null) {
                bytes += Texts.utf8Length(sort) + AttributeLimits.check(value, IllegalArgumentException::new);
                bytes += Texts.utf8Length(partitionAttribute) + Texts.utf8Length(partition);
                bytes += Texts.utf8Length(keyAttribute) + Texts.utf8Length(key);
            }
        }
        return bytes;
    }

    String checkPartition(String partition) {
        return check("partition name", partition, partitionBytes, address(partition), IllegalArgumentException::new);
    }

    String checkKey(String partition, @Nullable String key) {
        if (key == null) {
            throw new NullPointerException("The key is null (" + address(partition) + ").");
        }
        return check("key", key, MAX_KEY_BYTES, address(partition, key), InvalidKeyException::new);
    }

    private static String check(
            String what,
            String text,
            int limit,
            Address address,
            Function<String, ? extends IllegalArgumentException> refusal) {
        if (text.isEmpty()) {
            throw refusal.apply("The " + what + " is empty (" + address + "). Use 1 to " + limit + " bytes.");
        }
        int bytes = Texts.utf8Length(text);
        if (bytes < 0) {
            throw refusal.apply("The " + what + " is not valid Unicode (" + address
                    + "): it has an unpaired surrogate. Encode it, for instance in Base64.");
        }
        if (bytes > limit) {
            throw refusal.apply("The " + what + " has " + bytes + " bytes in UTF-8 (" + address
                    + "), but DynamoDB accepts at most " + limit + ". Shorten it, or use a hash of it.");
        }
        return text;
    }
}
