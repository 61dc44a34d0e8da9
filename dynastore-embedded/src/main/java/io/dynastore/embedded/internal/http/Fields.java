package io.dynastore.embedded.internal.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a request's head. Their names are compared without regard to case. Not thread-safe. */
final class Fields {
    private final Map<String, List<String>> values = new HashMap<>();
    private int count;

    /** Adds a field. */
    void add(String name, String value) {
        values.computeIfAbsent(name.toLowerCase(Locale.ROOT), absent -> new ArrayList<>(1))
                .add(value);
        count++;
    }

    /** {@return the number of fields} */
    int count() {
        return count;
    }

    /** Returns the values of a field in their order. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Returns the first value of a field, or null. */
    @Nullable
    String first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.get(0);
    }

    /**
     * Returns the value of a field that determines the end of a request or its receiver, or null.
     *
     * @throws Refusal if the field occurs twice, since an intermediary may have used the other value
     */
    @Nullable
    String only(String name) throws Refusal {
        if (all(name).size() > 1) {
            throw Refusal.malformed("The field " + name + " is there more than once.");
        }
        return first(name);
    }

    /** Returns whether a list of tokens, such as {@code Connection}, contains one. */
    boolean contains(String name, String token) {
        for (String value : all(name)) {
            for (String element : value.split(",", -1)) {
                if (element.trim().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }
}
