package io.dynastore.embedded.internal.operation;

import io.dynastore.embedded.internal.wire.ApiError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests of a batch for which there is no capacity. Not thread-safe. */
final class Unprocessed {
    private final Map<String, List<@Nullable Object>> byTable = new LinkedHashMap<>();
    private @Nullable ApiError first;
    private boolean anyProcessed;

    /** Adds a request for a table. */
    void add(String table, @Nullable Object request, ApiError error) {
        byTable.computeIfAbsent(table, name -> new ArrayList<>()).add(request);
        if (first == null) {
            first = error;
        }
    }

    /** Notes that a request was processed. */
    void processed() {
        anyProcessed = true;
    }

    /** Fails if no request was processed, as AWS documents it. */
    void check() {
        if (first != null && !anyProcessed) {
            throw first;
        }
    }

    Map<String, List<@Nullable Object>> byTable() {
        return byTable;
    }
}
