package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.storage.IndexSchema;
import io.dynastore.embedded.internal.storage.KeyAttribute;
import io.dynastore.embedded.internal.storage.KeyRange;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys from which queries and scans continue: {@code ExclusiveStartKey}. */
final class StartKeys {
    private static final String INVALID = "The provided starting key is invalid";

    private StartKeys() {}

    /** Reads the key of a request; null if it has none. */
    static @Nullable Map<String, Value> read(Input input) {
        try {
            return input.attributes("ExclusiveStartKey");
        } catch (ApiError e) {
            boolean ofType = String.valueOf(e.getMessage()).startsWith("Supplied AttributeValue");
            throw ofType ? ApiError.validation(INVALID + ": " + e.getMessage()) : e;
        }
    }

    /** Checks that a key has the attributes of the keys of its table and its index. */
    static void check(Table table, @Nullable IndexSchema index, Map<String, Value> key, boolean query) {
        Set<String> names = new LinkedHashSet<>();
        table.schema().key().attributes().forEach(attribute -> names.add(attribute.name()));
        Set<KeyAttribute> ofIndex =
                index == null ? Set.of() : new LinkedHashSet<>(index.key().attributes());
        ofIndex.forEach(attribute -> names.add(attribute.name()));
        if ((query || index != null) && !names.equals(key.keySet())) {
            throw ApiError.validation(INVALID);
        }
        for (KeyAttribute attribute : ofIndex) {
            Value value = key.get(attribute.name());
            if (value == null || !value.type().equals(attribute.type())) {
                throw ApiError.validation(INVALID);
            }
        }
        try {
            Map<String, Value> ofTable =
                    index == null ? key : Keys.part(table.schema().key().attributes(), key);
            Keys.ofKey(table, ofTable);
        } catch (ApiError e) {
            throw (query && index == null) || e.type() != ErrorType.VALIDATION
                    ? e
                    : ApiError.validation(INVALID + ": " + e.getMessage());
        }
    }

    /** Returns the part of a range after a key that was checked. */
    static KeyRange after(
            Table table, @Nullable IndexSchema index, KeyRange range, Map<String, Value> startKey, boolean forward) {
        byte[] key = Objects.requireNonNull(index == null ? table.key(startKey) : table.key(index, startKey));
        if (!range.contains(key)) {
            throw ApiError.validation(
                    "The provided starting key is outside query boundaries based on provided conditions");
        }
        return range.after(key, forward);
    }
}
