package io.dynastore.embedded.history;

import io.dynastore.testkit.history.Model;
import io.dynastore.testkit.history.Search;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checker that decides whether calls are strictly serializable: whether an order of them explains all answers, in which each
 * call comes after those that had returned when it was invoked.
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

    /** Returns the reason why no order explains the calls on an empty store; empty if one does. */
    static Optional<String> violation(List<Call> calls) {
        return Search.violation(STORE, calls);
    }
}
