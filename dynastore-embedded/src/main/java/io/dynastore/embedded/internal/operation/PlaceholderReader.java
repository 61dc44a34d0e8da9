package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.expression.Placeholders;
import io.dynastore.embedded.internal.value.Value;
import io.dynastore.embedded.internal.value.ValueReader;
import io.dynastore.embedded.internal.wire.ApiError;
import io.dynastore.embedded.internal.wire.ErrorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the placeholders of a request: {@code ExpressionAttributeNames} and {@code ExpressionAttributeValues}. */
final class PlaceholderReader {
    private static final String NAMES = "ExpressionAttributeNames";
    private static final String VALUES = "ExpressionAttributeValues";

    /** The syntax of placeholders: "Expression attribute names" in the developer guide. */
    private static final Pattern NAME = Pattern.compile("#[A-Za-z0-9_]+");

    private static final Pattern VALUE = Pattern.compile(":[A-Za-z0-9_]+");

    /** The largest number of bytes of a placeholder: "Expression parameters" in the developer guide's quotas. */
    private static final int LONGEST = 255;

    /** The largest number of bytes of all names and values of a request, from the same page. */
    private static final int LARGEST_TOTAL = 2 << 20;

    private PlaceholderReader() {}

    /**
     * Refuses legacy parameters, and names or values if the request has no expression that can use them.
     *
     * @param input the request
     * @param withValues the parameters whose expressions use names and values; none if the operation has no values
     * @param withNames the parameters whose expressions use names only
     */
    static void checkExpressions(Input input, List<String> withValues, List<String> withNames) {
        List<String> all = new ArrayList<>(withNames);
        all.addAll(withValues);
        Legacy.checkNotMixed(input, all);
        checkUsable(input, withValues, withNames);
        Legacy.refuse(input);
    }

    /** Refuses legacy parameters in an action of a transaction, which may have names and values without an expression. */
    static void checkAction(Input input, List<String> expressions) {
        Legacy.checkNotMixed(input, expressions);
        Legacy.refuse(input);
    }

    private static void checkUsable(Input input, List<String> withValues, List<String> withNames) {
        boolean usesValues = withValues.stream().anyMatch(input::has);
        if (input.has(NAMES) && !usesValues && withNames.stream().noneMatch(input::has)) {
            throw ApiError.validation(NAMES + " can only be specified when using expressions");
        }
        if (input.has(VALUES) && !usesValues && !withValues.isEmpty()) {
            throw ApiError.validation(VALUES + " can only be specified when using expressions: "
                    + String.join(" and ", withValues) + (withValues.size() == 1 ? " is null" : " are null"));
        }
    }

    /** Reads names and values. */
    static Placeholders read(Input input) {
        Map<String, String> names = names(input);
        Map<String, Value> values = values(input);
        checkTotal(names, values);
        return new Placeholders(names, values);
    }

    /** Reads names only, for an operation without values. */
    static Placeholders readNames(Input input) {
        return new Placeholders(names(input), null);
    }

    private static void checkTotal(@Nullable Map<String, String> names, @Nullable Map<String, Value> values) {
        int size = values == null ? 0 : Value.sizeOf(values);
        if (names != null) {
            for (Map.Entry<String, String> name : names.entrySet()) {
                size += Value.utf8Length(name.getKey()) + Value.utf8Length(name.getValue());
            }
        }
        if (size > LARGEST_TOTAL) {
            throw ApiError.validation(NAMES + " and " + VALUES + " exceed the maximum allowed size of 2 MB together");
        }
    }

    private static @Nullable Map<String, String> names(Input input) {
        Map<String, String> names = input.texts(NAMES);
        if (names == null) {
            return null;
        }
        checkKeys(NAMES, NAME, names.keySet());
        names.forEach((key, name) -> {
            if (name.isEmpty()) {
                throw ApiError.validation(NAMES + " contains invalid value: Empty attribute name for key " + key);
            }
            ValueReader.checkedName(name);
        });
        return names;
    }

    private static @Nullable Map<String, Value> values(Input input) {
        Map<String, @Nullable Object> tree = input.map(VALUES);
        if (tree == null) {
            return null;
        }
        checkKeys(VALUES, VALUE, tree.keySet());
        Map<String, Value> values = new LinkedHashMap<>();
        tree.forEach((key, value) -> values.put(key, value(key, value)));
        return values;
    }

    private static void checkKeys(String parameter, Pattern syntax, Set<String> keys) {
        if (keys.isEmpty()) {
            throw ApiError.validation(parameter + " must not be empty");
        }
        for (String key : keys) {
            int size = Value.utf8Length(key);
            if (size > LONGEST) {
                throw ApiError.validation(parameter + " contains invalid key: The expression attribute map contains a"
                        + " key that is too long; size of key: " + size);
            }
            if (!syntax.matcher(key).matches()) {
                throw ApiError.validation(parameter + " contains invalid key: Syntax error; key: \"" + key + "\"");
            }
        }
    }

    private static Value value(String key, @Nullable Object tree) {
        try {
            return ValueReader.read(tree);
        } catch (ApiError e) {
            if (e.type() != ErrorType.VALIDATION) {
                throw e;
            }
            throw ApiError.validation(VALUES + " contains invalid value: " + e.getMessage() + " for key " + key);
        }
    }
}
