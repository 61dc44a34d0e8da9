package io.dynastore;

import static io.dynastore.internal.ItemFormat.MAX_KEY_BYTES;
import static io.dynastore.internal.ItemFormat.MAX_PARTITION_BYTES;
import static io.dynastore.internal.ItemFormat.RESERVED;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Maps a partition and a key to the key of an item of one table, and checks partition names, keys and field names: the only
 * place that does either. Immutable.
 */
final class Layout {
    private final String table;
    private final String partitionAttribute;
    private final String keyAttribute;
    private final Map<String, String> partitionName;
    private final Map<String, String> keyNames;

    Layout(String table, String partitionAttribute, String keyAttribute) {
        this.table = table;
        this.partitionAttribute = partitionAttribute;
        this.keyAttribute = keyAttribute;
        this.partitionName = Map.of("#partition", partitionAttribute);
        this.keyNames = Map.of("#partition", partitionAttribute, "#key", keyAttribute);
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
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "The name of a field is empty (" + address + "). Use a name of at least one character.");
        }
        return name;
    }

    String checkPartition(String partition) {
        return check("partition name", partition, MAX_PARTITION_BYTES, address(partition));
    }

    String checkKey(String partition, @Nullable String key) {
        if (key == null) {
            throw new NullPointerException("The key is null (" + address(partition) + ").");
        }
        return check("key", key, MAX_KEY_BYTES, address(partition, key));
    }

    private static String check(String what, String text, int limit, Address address) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "The " + what + " is empty (" + address + "). Use 1 to " + limit + " bytes.");
        }
        int bytes = bytes(text);
        if (bytes < 0) {
            throw new IllegalArgumentException(
                    "The " + what + " is not valid Unicode (" + address + "): it has an unpaired surrogate.");
        }
        if (bytes > limit) {
            throw new IllegalArgumentException("The " + what + " has " + bytes + " bytes in UTF-8 (" + address
                    + "), but DynamoDB accepts at most " + limit + ". Shorten it, or use a hash of it.");
        }
        return text;
    }

    /** Returns the length in UTF-8, or -1 if there is an unpaired surrogate. Called for every key, so it copies nothing. */
    private static int bytes(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < 0x80) {
                bytes++;
            } else if (character < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(character)) {
                bytes += 3;
            } else if (Character.isSurrogatePair(character, i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
                bytes += 4;
                i++;
            } else {
                return -1;
            }
        }
        return bytes;
    }
}
