package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.expression.KeyCondition;
import io.dynastore.embedded.internal.expression.KeyCondition.Operator;
import io.dynastore.embedded.internal.expression.KeyCondition.Test;
import io.dynastore.embedded.internal.storage.IndexSchema;
import io.dynastore.embedded.internal.storage.KeyAttribute;
import io.dynastore.embedded.internal.storage.KeySchema;
import io.dynastore.embedded.internal.storage.Table;
import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
            String message = String.valueOf(e.getMessage());
            throw isOfForm(message) ? ApiError.validation(INVALID + ": " + message) : e;
        }
    }

    /** Returns whether an error is one of a value's form, rather than of its numbers or of a set's elements. */
    private static boolean isOfForm(String message) {
        return message.startsWith("Supplied AttributeValue")
                || (message.startsWith(Keys.INVALID)
                        && !message.contains("number set")
                        && !message.contains("duplicates"));
    }

    /** Checks that a key has the attributes of the keys of its table and its index. */
    static void check(Table table, @Nullable IndexSchema index, Map<String, Value> key, boolean query) {
        Set<String> names = new LinkedHashSet<>();
        table.schema().key().attributes().forEach(attribute -> names.add(attribute.name()));
        if (index != null) {
            index.key().attributes().forEach(attribute -> names.add(attribute.name()));
        }
        if ((query || index != null) && !names.equals(key.keySet())) {
            throw ApiError.validation(INVALID);
        }
        if (index != null) {
            Keys.checkIndexKey(index, key);
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

    /** Returns the bytes of a key that was checked. */
    static byte[] bytes(Table table, @Nullable IndexSchema index, Map<String, Value> key) {
        return Objects.requireNonNull(index == null ? table.key(key) : table.key(index, key));
    }

    /** Returns the error of a key that is outside the range of a query: the condition on the sort key is compared first. */
    static ApiError outside(KeySchema schema, KeyCondition condition, Map<String, Value> startKey, byte[] key) {
        Set<String> partition =
                schema.partition().stream().map(KeyAttribute::name).collect(Collectors.toSet());
        List<Test> tests = condition.tests().stream()
                .map(test -> partition.contains(test.attribute())
                        ? new Test(test.attribute(), Operator.EQ, List.of(startKey.get(test.attribute())))
                        : test)
                .toList();
        if (!KeyRanges.of(schema, new KeyCondition(tests)).contains(key)) {
            return ApiError.validation("The provided starting key does not match the range key predicate");
        }
        return ApiError.validation(
                tests.size() > partition.size()
                        ? "The query can return at most one row and cannot be restarted"
                        : "The provided starting key is outside query boundaries based on provided conditions");
    }

    /** Returns the error of a key that is not in the segment of a scan. */
    static ApiError inOtherSegment(long segment, long segments) {
        return ApiError.validation(INVALID + ": Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct"
                + " Segment. TotalSegments: " + segments + " Segment: " + segment);
    }
}
