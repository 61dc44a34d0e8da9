package io.dynastore.embedded.history;

import io.dynastore.testkit.history.Model;
import io.dynastore.testkit.history.Search;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says whether calls are strictly serializable: whether they can be put in an order that explains all answers, in which each
 * comes after those that had returned when it was invoked.
 */
final class Checker {
    private static final Model<Map<String, String>, Call> STORE = new Model<>() {
        @Override
        public Map<String, String> initial() {
            return Map.of();
        }

        @Override
        public Map<String, String> apply(Map<String, String> state, Call call) {
            return call.effect().on(state);
        }
    };

    private Checker() {}

    /** Why no order of the calls explains them, from a store that is empty at first; empty if one does. */
    static Optional<String> violation(List<Call> calls) {
        return Search.violation(STORE, calls);
    }
}
