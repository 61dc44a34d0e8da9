package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.IndexSchema;
import io.dynastore.embedded.internal.storage.KeyAttribute;
import io.dynastore.embedded.internal.storage.KeySchema;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.storage.TableSchema;
import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.wire.ApiError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks keys of items and of indexes. */
final class Keys {
    private static final int LONGEST_PARTITION_KEY = 2048;
    private static final int LONGEST_SORT_KEY = 1024;
    static final String INVALID = "One or more parameter values were invalid: ";
    private static final String MISMATCH = "The provided key element does not match the schema";
    private static final String NOT_VALID = "One or more parameter values are not valid. ";

    private Keys() {}

    /** Returns the key that a request gives as a key. */
    static byte[] ofKey(Table table, Map<String, Value> key) {
        if (key.size() != table.schema().key().attributes().size()) {
            throw ApiError.validation(MISMATCH);
        }
        checkHasKey(table, key);
        checkNotEmpty(table.schema(), key, false);
        return checked(table, key);
    }

    /** Refuses an item without a key, as batches do, in which no attribute is named. */
    static void checkHasKey(Table table, Map<String, Value> item) {
        for (KeyAttribute attribute : table.schema().key().attributes()) {
            if (!isOfType(item.get(attribute.name()), attribute)) {
                throw ApiError.validation(MISMATCH);
            }
        }
    }

    private static boolean isOfType(@Nullable Value value, KeyAttribute attribute) {
        return value != null && value.type().equals(attribute.type());
    }

    /** Returns the key of an item that a request gives. */
    static byte[] ofItem(Table table, Map<String, Value> item) {
        for (KeyAttribute attribute : table.schema().key().attributes()) {
            Value value = item.get(attribute.name());
            if (value == null) {
                throw ApiError.validation(INVALID + "Missing the key " + attribute.name() + " in the item");
            }
            if (!isOfType(value, attribute)) {
                throw ApiError.validation(INVALID + "Type mismatch for key " + attribute.name() + " expected: "
                        + attribute.type() + " actual: " + value.type());
            }
        }
        checkNotEmpty(table.schema(), item, true);
        return checked(table, item);
    }

    /** Refuses an empty value of a key, with one message for an item and another for a key alone. */
    static void checkNotEmpty(TableSchema schema, Map<String, Value> attributes, boolean isItem) {
        for (KeyAttribute attribute : schema.key().attributes()) {
            checkNotEmpty(isItem ? NOT_VALID : INVALID, attribute.name(), attributes.get(attribute.name()));
        }
    }

    private static byte[] checked(Table table, Map<String, Value> item) {
        KeySchema schema = table.schema().key();
        checkSizes(schema, item);
        return Objects.requireNonNull(table.key(item));
    }

    private static void checkSizes(KeySchema schema, Map<String, Value> item) {
        if (sizeOf(schema.partition(), item) > LONGEST_PARTITION_KEY) {
            throw ApiError.validation(INVALID + "Size of hashkey has exceeded the maximum size limit of"
                    + LONGEST_PARTITION_KEY + " bytes");
        }
        if (sizeOf(schema.sort(), item) > LONGEST_SORT_KEY) {
            throw ApiError.validation(INVALID + "Aggregated size of all range keys has exceeded the size limit of "
                    + LONGEST_SORT_KEY + " bytes");
        }
    }

    private static int sizeOf(List<KeyAttribute> attributes, Map<String, Value> item) {
        return attributes.stream()
                .map(attribute -> item.get(attribute.name()))
                .filter(Objects::nonNull)
                .mapToInt(Value::size)
                .sum();
    }

    /** Refuses an empty value with which a key is compared. */
    static void checkNotEmpty(String name, @Nullable Value value) {
        checkNotEmpty(NOT_VALID, name, value);
    }

    private static void checkNotEmpty(String prefix, String name, @Nullable Value value) {
        if (isEmpty(value)) {
            throw ApiError.validation(prefix + "The AttributeValue for a key attribute cannot contain an empty "
                    + kind(value) + " value. Key: " + name);
        }
    }

    private static boolean isEmpty(@Nullable Value value) {
        return (value instanceof Value.Text text && text.text().isEmpty())
                || (value instanceof Value.Binary binary && binary.bytes().length() == 0);
    }

    private static String kind(@Nullable Value value) {
        return value instanceof Value.Text ? "string" : "binary";
    }

    /** Refuses a key of an index whose attributes are of another type or empty. */
    static void checkIndexKey(IndexSchema index, Map<String, Value> key) {
        for (KeyAttribute attribute : index.key().attributes()) {
            Value value = key.get(attribute.name());
            if (!isOfType(value, attribute)) {
                throw ApiError.validation(MISMATCH);
            }
            checkNotEmpty(INVALID, attribute.name(), value);
        }
    }

    /** Refuses an update that makes the key of an index empty. */
    static void checkUpdatedIndexKeys(TableSchema schema, Map<String, Value> item) {
        schema.indexes().stream()
                .flatMap(index -> index.key().attributes().stream())
                .map(attribute -> item.get(attribute.name()))
                .filter(Keys::isEmpty)
                .findFirst()
                .ifPresent(value -> {
                    throw ApiError.validation(NOT_VALID + "The update expression attempted to update a secondary index"
                            + " key to a value that is not supported. The AttributeValue for a key attribute cannot"
                            + " contain an empty " + kind(value) + " value.");
                });
    }

    /** Refuses an item whose attributes cannot be keys of the table's indexes. */
    static void checkIndexes(TableSchema schema, Map<String, Value> item) {
        for (IndexSchema index : schema.indexes()) {
            for (KeyAttribute attribute : index.key().attributes()) {
                Value value = item.get(attribute.name());
                if (value != null) {
                    checkIndex(index, attribute, value);
                }
            }
            checkSizes(index.key(), item);
        }
    }

    private static void checkIndex(IndexSchema index, KeyAttribute attribute, Value value) {
        if (!isOfType(value, attribute)) {
            throw ApiError.validation(INVALID + "Type mismatch for Index Key " + attribute.name() + " Expected: "
                    + attribute.type() + " Actual: " + value.type() + " IndexName: " + index.name());
        }
        checkNotEmpty(index, attribute, value);
    }

    /** Refuses an empty value of a key of an index, which may be missing. */
    static void checkNoEmptyIndexKey(TableSchema schema, Map<String, Value> item) {
        for (IndexSchema index : schema.indexes()) {
            for (KeyAttribute attribute : index.key().attributes()) {
                checkNotEmpty(index, attribute, item.get(attribute.name()));
            }
        }
    }

    private static void checkNotEmpty(IndexSchema index, KeyAttribute attribute, @Nullable Value value) {
        if (isEmpty(value)) {
            throw ApiError.validation(NOT_VALID + "A value specified for a secondary index key is not supported. The"
                    + " AttributeValue for a key attribute cannot contain an empty " + kind(value)
                    + " value. IndexName: "
                    + index.name() + ", IndexKey: " + attribute.name());
        }
    }

    /** Refuses paths into attributes that are keys of the table or of its indexes. */
    static void checkScalars(TableSchema schema, Set<String> nested) {
        if (nested.isEmpty()) {
            return;
        }
        checkScalars("Key", schema.key(), nested);
        schema.indexes().forEach(index -> checkScalars("IndexKey", index.key(), nested));
    }

    private static void checkScalars(String kind, KeySchema schema, Set<String> nested) {
        for (KeyAttribute attribute : schema.attributes()) {
            if (nested.contains(attribute.name())) {
                throw ApiError.validation("Key attributes must be scalars; list random access '[]' and map lookup '.'"
                        + " are not allowed: " + kind + ": " + attribute.name());
            }
        }
    }

    /** Returns the attributes of a key. */
    static Map<String, Value> part(List<KeyAttribute> attributes, Map<String, Value> item) {
        Map<String, Value> key = new LinkedHashMap<>();
        for (KeyAttribute attribute : attributes) {
            Value value = item.get(attribute.name());
            if (value != null) {
                key.put(attribute.name(), value);
            }
        }
        return key;
    }
}
