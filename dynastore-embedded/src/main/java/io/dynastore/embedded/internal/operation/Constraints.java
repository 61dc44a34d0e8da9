package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.wire.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The constraints of the API's model, which AWS checks before all others and reports in one message. Not thread-safe. */
final class Constraints {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
    private static final int SHORTEST_NAME = 3;
    private static final int LONGEST_NAME = 255;

    private final List<String> errors = new ArrayList<>();

    Constraints required(String path, @Nullable Object value) {
        if (value == null) {
            errors.add("Value null at '" + path + "' failed to satisfy constraint: Member must not be null");
        }
        return this;
    }

    Constraints oneOf(String path, @Nullable String value, String... allowed) {
        if (value != null && !List.of(allowed).contains(value)) {
            fail(path, value, "Member must satisfy enum value set: [" + String.join(", ", allowed) + "]");
        }
        return this;
    }

    Constraints atLeast(String path, @Nullable Long value, long least) {
        if (value != null && value < least) {
            fail(path, value, "Member must have value greater than or equal to " + least);
        }
        return this;
    }

    Constraints atMost(String path, @Nullable Long value, long most) {
        if (value != null && value > most) {
            fail(path, value, "Member must have value less than or equal to " + most);
        }
        return this;
    }

    /** The name of a table or an index. */
    Constraints name(String path, @Nullable String value) {
        if (value == null) {
            return this;
        }
        if (!NAME.matcher(value).matches()) {
            fail(path, value, "Member must satisfy regular expression pattern: " + NAME);
        }
        return length(path, value, SHORTEST_NAME, LONGEST_NAME);
    }

    Constraints length(String path, @Nullable String value, int least, int most) {
        if (value != null && value.length() < least) {
            fail(path, value, "Member must have length greater than or equal to " + least);
        }
        if (value != null && value.length() > most) {
            fail(path, value, "Member must have length less than or equal to " + most);
        }
        return this;
    }

    private void fail(String path, Object value, String constraint) {
        errors.add("Value '" + value + "' at '" + path + "' failed to satisfy constraint: " + constraint);
    }

    void check() {
        if (!errors.isEmpty()) {
            throw ApiError.validation(errors.size() + " validation error" + (errors.size() == 1 ? "" : "s")
                    + " detected: " + String.join("; ", errors));
        }
    }
}
