package io.dynastore.embedded.internal.operation;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a batch request by their tables. */
final class BatchRequest {
    private BatchRequest() {}

    /** Returns the parts, as JSON trees; at most so many tables are allowed. */
    static Map<String, @Nullable Object> byTable(Input input, int most) {
        Map<String, @Nullable Object> requests = input.map("RequestItems");
        new Constraints()
                .required("requestItems", requests)
                .size("requestItems", requests == null ? null : requests.size(), 1, most)
                .oneOf("returnConsumedCapacity", input.text("ReturnConsumedCapacity"), Returns.NAMES)
                .check();
        return Objects.requireNonNull(requests);
    }
}
