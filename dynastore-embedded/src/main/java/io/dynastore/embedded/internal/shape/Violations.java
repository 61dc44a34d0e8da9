package io.dynastore.embedded.internal.shape;

import io.dynastore.embedded.internal.wire.ApiError;
import java.util.ArrayList;
import java.util.List;

/** The constraints that a request violates, which AWS reports in one message. Not thread-safe. */
final class Violations {
    /** The largest number of violations that AWS reports. */
    private static final int MOST = 10;

    private final List<String> messages = new ArrayList<>();

    void add(String path, String value, String constraint) {
        messages.add("Value '" + value + "' at '" + path + "' failed to satisfy constraint: " + constraint);
    }

    void addMissing(String path) {
        messages.add("Value null at '" + path + "' failed to satisfy constraint: Member must not be null");
    }

    void checkLength(String path, String value, int length, int least, int most) {
        if (length < least) {
            add(path, value, "Member must have length greater than or equal to " + least);
        }
        if (length > most) {
            add(path, value, "Member must have length less than or equal to " + most);
        }
    }

    void check() {
        if (!messages.isEmpty()) {
            List<String> reported = messages.subList(0, Math.min(messages.size(), MOST));
            throw ApiError.validation(reported.size() + " validation error" + (reported.size() == 1 ? "" : "s")
                    + " detected: " + String.join("; ", reported));
        }
    }
}
