package io.dynastore.embedded.internal.expression;

import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.wire.ApiError;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names and values that a request defines for its expressions, and a record of those that no expression has used yet. Each
 * request has its own. Not thread-safe.
 */
public final class Placeholders {
    private final Map<String, String> names;
    private final Map<String, Value> values;
    private final Set<String> unusedNames;
    private final Set<String> unusedValues;

    /**
     * Creates the placeholders of a request.
     *
     * @param names names by placeholders, with their number signs; null if the request has no such parameter
     * @param values values by placeholders, with their colons; null if the request has no such parameter
     */
    public Placeholders(@Nullable Map<String, String> names, @Nullable Map<String, Value> values) {
        this.names = names == null ? Map.of() : names;
        this.values = values == null ? Map.of() : values;
        this.unusedNames = new LinkedHashSet<>(this.names.keySet());
        this.unusedValues = new LinkedHashSet<>(this.values.keySet());
    }

    /**
     * Checks, after all expressions of the request, that each placeholder was used.
     *
     * @throws ApiError if one was not used
     */
    public void checkAllUsed() {
        checkUsed("ExpressionAttributeNames", unusedNames);
        checkUsed("ExpressionAttributeValues", unusedValues);
    }

    private static void checkUsed(String parameter, Set<String> unused) {
        if (!unused.isEmpty()) {
            throw ApiError.validation("Value provided in " + parameter + " unused in expressions: keys: {"
                    + String.join(", ", unused) + "}");
        }
    }

    /** {@return the name of a placeholder, or null if it is not defined} */
    @Nullable
    String name(String placeholder) {
        unusedNames.remove(placeholder);
        return names.get(placeholder);
    }

    /** {@return the value of a placeholder, or null if it is not defined} */
    @Nullable
    Value value(String placeholder) {
        unusedValues.remove(placeholder);
        return values.get(placeholder);
    }
}
