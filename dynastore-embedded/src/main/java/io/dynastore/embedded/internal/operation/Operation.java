package io.dynastore.embedded.internal.operation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One operation of the API. Thread-safe. */
@FunctionalInterface
interface Operation {
    /**
     * Validates a request and executes it.
     *
     * @param input the request
     * @return the reply as a JSON tree
     * @throws io.dynastore.embedded.internal.wire.ApiError if it is refused
     */
    Map<String, @Nullable Object> execute(Input input);
}
